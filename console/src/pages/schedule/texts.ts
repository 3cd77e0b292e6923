import { inLanguages } from '../../i18n/in-languages.ts';
import { schedulePageEn } from './texts.en.ts';
import { schedulePageZhTW } from './texts.zh-TW.ts';

export const schedulePageTexts = inLanguages(schedulePageEn, schedulePageZhTW);
