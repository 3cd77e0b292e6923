import type { Language } from './language.ts';
import { termsEn } from './terms.en.ts';
import { termsZhTW } from './terms.zh-TW.ts';

export type Terms = typeof termsEn;

const byLanguage: Readonly<Record<Language, Terms>> = { en: termsEn, 'zh-TW': termsZhTW };

/** What the values are called that the API gives by name. */
export function termsFor(language: Language): Terms {
  return byLanguage[language];
}
