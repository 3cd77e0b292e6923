import type { Language } from '@regpipe/terms';

import { language } from './language.ts';

/**
 * The texts of a page in both languages, as a function that gives those of the moment. Both have the same shape, so that
 * neither can lack one. Call it while rendering: the component is then drawn anew when the language changes.
 */
export function inLanguages<T>(english: T, traditionalChinese: T): () => T {
  const byLanguage: Readonly<Record<Language, T>> = { en: english, 'zh-TW': traditionalChinese };
  return () => byLanguage[language.value];
}
