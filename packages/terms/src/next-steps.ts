import type { ErrorCode } from '@regpipe/contracts';

import type { Language } from './language.ts';
import { nextStepsEn } from './next-steps.en.ts';
import { nextStepsZhTW } from './next-steps.zh-TW.ts';

export type NextSteps = Readonly<Record<ErrorCode, string>>;

const byLanguage: Readonly<Record<Language, NextSteps>> = { en: nextStepsEn, 'zh-TW': nextStepsZhTW };

/** What to do next about each error code. Who speaks to other people than the API's users replaces some of it. */
export function nextStepsFor(language: Language): NextSteps {
  return byLanguage[language];
}
