import type { unpublishedEn } from './unpublished.en.ts';

/** 資料集尚無內容時的說明。 */
export const unpublishedZhTW: typeof unpublishedEn = {
  title: '尚未發布任何資料',
  operator: '請開始完整作業：它會讀取來源並發布。',
  viewer: '請由具備操作者角色的人開始完整作業：它會讀取來源並發布。',
  start: '開始作業',
  terminal: '在終端機也可以執行：',
};
