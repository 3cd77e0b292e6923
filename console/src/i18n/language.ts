import { type Language, LANGUAGES } from '@regpipe/terms';
import { effect, signal } from '@preact/signals';

import { readChoice, writeChoice } from '../browser/choices.ts';
import { preferredLanguage } from './preferred-language.ts';

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
