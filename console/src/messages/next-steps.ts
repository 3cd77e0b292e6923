import { type NextSteps, nextStepsFor } from '@regpipe/terms';

import { inLanguages } from '../i18n/in-languages.ts';
import { consoleStepsEn } from './next-steps.en.ts';
import { consoleStepsZhTW } from './next-steps.zh-TW.ts';

const stepsByCode = inLanguages<NextSteps>(
  { ...nextStepsFor('en'), ...consoleStepsEn },
  { ...nextStepsFor('zh-TW'), ...consoleStepsZhTW },
);

/** What to do next about an error code; undefined for one that this console does not know. */
export function nextStepOf(code: string): string | undefined {
  return Object.entries(stepsByCode()).find(([known]) => known === code)?.[1];
}
