import type { schedulesPageEn } from './texts.en.ts';

/** 排程清單。 */
export const schedulesPageZhTW: typeof schedulesPageEn = {
  title: '排程',
  make: '建立排程',
  columns: {
    name: '排程',
    state: '狀態',
    timing: '執行時間',
    mode: '模式',
    dataset: '資料集',
    ticks: '次數',
    next: '下次',
    last: '上次',
  },
  never: '尚未執行',
  empty: '還沒有排程',
  emptyHint: '排程會自動開始作業：每天的固定時間，或每隔幾分鐘。',
};
