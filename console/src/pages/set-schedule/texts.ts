import { inLanguages } from '../../i18n/in-languages.ts';
import { setScheduleEn } from './texts.en.ts';
import { setScheduleZhTW } from './texts.zh-TW.ts';

export const setScheduleTexts = inLanguages(setScheduleEn, setScheduleZhTW);
