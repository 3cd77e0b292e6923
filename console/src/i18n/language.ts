import { type Language, LANGUAGES } from '@regpipe/terms';
import { effect, signal } from '@preact/signals';

import { readChoice, writeChoice } from '../browser/choices.ts';

const CHOICE = 'regpipe.language';

/** What the console speaks. Reading it while rendering makes the component follow it. */
export const language = signal<Language>(
  readChoice(CHOICE, LANGUAGES) ?? preferredLanguage(navigator.languages),
);

/** Says it to the document, and keeps it for the next visit. */
export function applyLanguage(): void {
  effect(() => {
    document.documentElement.lang = language.value;
  });
}

export function chooseLanguage(chosen: Language): void {
  language.value = chosen;
  writeChoice(CHOICE, chosen);
}

/** The first of the browser's languages that the console speaks. Any Chinese reads this one more easily than English. */
export function preferredLanguage(languages: readonly string[]): Language {
  for (const tag of languages) {
    const [primary] = tag.toLowerCase().split('-');
    if (primary === 'zh') return 'zh-TW';
    if (primary === 'en') return 'en';
  }
  return 'en';
}
