import { inLanguages } from '../../i18n/in-languages.ts';
import { overviewEn } from './texts.en.ts';
import { overviewZhTW } from './texts.zh-TW.ts';

export const overviewTexts = inLanguages(overviewEn, overviewZhTW);
