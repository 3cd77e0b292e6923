import { inLanguages } from '../i18n/in-languages.ts';
import { jobsEn } from './texts.en.ts';
import { jobsZhTW } from './texts.zh-TW.ts';

export const jobTexts = inLanguages(jobsEn, jobsZhTW);
