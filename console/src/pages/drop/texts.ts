import { inLanguages } from '../../i18n/in-languages.ts';
import { dropPageEn } from './texts.en.ts';
import { dropPageZhTW } from './texts.zh-TW.ts';

export const dropPageTexts = inLanguages(dropPageEn, dropPageZhTW);
