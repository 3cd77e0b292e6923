import { inLanguages } from '../../i18n/in-languages.ts';
import { jobPageEn } from './texts.en.ts';
import { jobPageZhTW } from './texts.zh-TW.ts';

export const jobPageTexts = inLanguages(jobPageEn, jobPageZhTW);
