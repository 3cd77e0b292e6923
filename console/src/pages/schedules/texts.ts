import { inLanguages } from '../../i18n/in-languages.ts';
import { schedulesPageEn } from './texts.en.ts';
import { schedulesPageZhTW } from './texts.zh-TW.ts';

export const schedulesPageTexts = inLanguages(schedulesPageEn, schedulesPageZhTW);
