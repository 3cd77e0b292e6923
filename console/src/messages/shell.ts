import { inLanguages } from '../i18n/in-languages.ts';
import { shellEn } from './shell.en.ts';
import { shellZhTW } from './shell.zh-TW.ts';

export const shellTexts = inLanguages(shellEn, shellZhTW);
