import type { Language } from '@regpipe/terms';

/** The first of a browser's languages that the console speaks. Any Chinese reads this one more easily than English. */
export function preferredLanguage(languages: readonly string[]): Language {
  for (const tag of languages) {
    const [primary] = tag.toLowerCase().split('-');
    if (primary === 'zh') return 'zh-TW';
    if (primary === 'en') return 'en';
  }
  return 'en';
}
