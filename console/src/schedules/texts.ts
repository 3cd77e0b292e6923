import { inLanguages } from '../i18n/in-languages.ts';
import { schedulesEn } from './texts.en.ts';
import { schedulesZhTW } from './texts.zh-TW.ts';

export const scheduleTexts = inLanguages(schedulesEn, schedulesZhTW);
