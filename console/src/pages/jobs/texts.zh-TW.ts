import type { jobsPageEn } from './texts.en.ts';

/** 作業清單。 */
export const jobsPageZhTW: typeof jobsPageEn = {
  title: '作業',
  start: '開始作業',
  filters: { status: '狀態', mode: '模式', dataset: '資料集', all: '全部', clear: '顯示全部' },
  columns: {
    job: '作業',
    status: '狀態',
    dataset: '資料集',
    mode: '模式',
    started: '開始時間',
    duration: '耗時',
    total: '總筆數',
    loaded: '已載入',
    failed: '未通過',
    version: '發布',
  },
  version: (version) => `版本 ${version}`,
  live: '目前',
  empty: '還沒有作業',
  emptyHint: '完整作業會讀取來源並發布；試跑走同樣的流程，但不載入資料。',
  emptyFiltered: '沒有符合條件的作業',
};
