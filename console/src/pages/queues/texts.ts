import { inLanguages } from '../../i18n/in-languages.ts';
import { queuesEn } from './texts.en.ts';
import { queuesZhTW } from './texts.zh-TW.ts';

export const queuesTexts = inLanguages(queuesEn, queuesZhTW);
