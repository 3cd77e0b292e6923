import { isErrorCode } from '@regpipe/contracts';
import type { Language } from '@regpipe/terms';

import { en, type Messages } from './en.ts';
import { zhTW } from './zh-TW.ts';

export type { Messages } from './en.ts';

export { type Language, LANGUAGES } from '@regpipe/terms';

const byLanguage: Readonly<Record<Language, Messages>> = { en, 'zh-TW': zhTW };

export function messagesFor(language: Language): Messages {
  return byLanguage[language];
}

/** What the operator does next about an error code; undefined for a code that this CLI does not know. */
export function nextStep(messages: Messages, code: string | undefined): string | undefined {
  return code !== undefined && isErrorCode(code) ? messages.nextSteps[code] : undefined;
}
