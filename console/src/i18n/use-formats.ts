import type { Language } from '@regpipe/terms';

import { createFormats, type Formats } from './format.ts';
import { language } from './language.ts';

const formats: Readonly<Record<Language, Formats>> = {
  en: createFormats('en'),
  'zh-TW': createFormats('zh-TW'),
};

/** How numbers and times read in the language of the moment. */
export function useFormats(): Formats {
  return formats[language.value];
}
