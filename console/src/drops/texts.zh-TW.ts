import type { dropsEn } from './texts.en.ts';

/** 投放的檔案在各處的說法。 */
export const dropsZhTW: typeof dropsEn = {
  statuses: {
    waiting: '等候中',
    running: '處理中',
    finishing: '收尾中',
    success: '成功',
    failed: '失敗',
  },
};
