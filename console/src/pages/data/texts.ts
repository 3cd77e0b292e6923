import { inLanguages } from '../../i18n/in-languages.ts';
import { dataEn } from './texts.en.ts';
import { dataZhTW } from './texts.zh-TW.ts';

export const dataTexts = inLanguages(dataEn, dataZhTW);
