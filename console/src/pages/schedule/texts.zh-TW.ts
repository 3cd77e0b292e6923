import type { schedulePageEn } from './texts.en.ts';

/** 單一排程。 */
export const schedulePageZhTW: typeof schedulePageEn = {
  facts: '內容',
  timing: '執行時間',
  mode: '模式',
  dataset: '資料集',
  ticks: '已執行次數',
  next: '下次執行',
  noNext: '無',
  inItsZone: (moment, zone) => `${zone} 時間 ${moment}`,
  changed: '設定於',
  runs: '最近的執行',
  columns: { due: '到期時間', by: '觸發', outcome: '結果', why: '原因' },
  noRuns: '尚未執行過',
  noRunsHint: '請等待下次執行，或立即執行。',
  back: '返回排程',
};
