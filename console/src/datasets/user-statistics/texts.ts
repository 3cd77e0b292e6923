import { inLanguages } from '../../i18n/in-languages.ts';
import { userStatisticsEn } from './texts.en.ts';
import { userStatisticsZhTW } from './texts.zh-TW.ts';

export const userStatisticsTexts = inLanguages(userStatisticsEn, userStatisticsZhTW);
