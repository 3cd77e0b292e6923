import { inLanguages } from '../i18n/in-languages.ts';
import { dropsEn } from './texts.en.ts';
import { dropsZhTW } from './texts.zh-TW.ts';

export const dropTexts = inLanguages(dropsEn, dropsZhTW);
