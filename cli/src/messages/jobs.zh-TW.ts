import type { jobsEn } from './jobs.en.ts';

/** 列出作業時的文字。 */
export const jobsZhTW: typeof jobsEn = {
  latest: '最近的作業',
  id: '編號',
  status: '狀態',
  started: '開始',
  time: '耗時',
  loaded: '已載入',
  failed: '未通過',
  dataset: '資料集',
  none: '沒有符合條件的作業。',
  more: (before) => `更早的作業：./run jobs --before ${before}`,
};
