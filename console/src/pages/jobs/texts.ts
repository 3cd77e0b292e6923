import { inLanguages } from '../../i18n/in-languages.ts';
import { jobsPageEn } from './texts.en.ts';
import { jobsPageZhTW } from './texts.zh-TW.ts';

export const jobsPageTexts = inLanguages(jobsPageEn, jobsPageZhTW);
