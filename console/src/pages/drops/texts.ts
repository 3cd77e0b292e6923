import { inLanguages } from '../../i18n/in-languages.ts';
import { dropsPageEn } from './texts.en.ts';
import { dropsPageZhTW } from './texts.zh-TW.ts';

export const dropsPageTexts = inLanguages(dropsPageEn, dropsPageZhTW);
