import { inLanguages } from '../../i18n/in-languages.ts';
import { taxRegistrationEn } from './texts.en.ts';
import { taxRegistrationZhTW } from './texts.zh-TW.ts';

export const taxRegistrationTexts = inLanguages(taxRegistrationEn, taxRegistrationZhTW);
