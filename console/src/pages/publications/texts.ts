import { inLanguages } from '../../i18n/in-languages.ts';
import { publicationsEn } from './texts.en.ts';
import { publicationsZhTW } from './texts.zh-TW.ts';

export const publicationsTexts = inLanguages(publicationsEn, publicationsZhTW);
