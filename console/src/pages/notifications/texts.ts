import { inLanguages } from '../../i18n/in-languages.ts';
import { notificationsEn } from './texts.en.ts';
import { notificationsZhTW } from './texts.zh-TW.ts';

export const notificationsTexts = inLanguages(notificationsEn, notificationsZhTW);
