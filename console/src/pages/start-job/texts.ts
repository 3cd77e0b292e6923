import { inLanguages } from '../../i18n/in-languages.ts';
import { startJobEn } from './texts.en.ts';
import { startJobZhTW } from './texts.zh-TW.ts';

export const startJobTexts = inLanguages(startJobEn, startJobZhTW);
