import type { termsEn } from './terms.en.ts';

/** API 以名稱表示的值，在此的說法。 */
export const termsZhTW: typeof termsEn = {
  statuses: {
    queued: '等待中',
    running: '執行中',
    publishing: '發布中',
    success: '成功',
    partial: '部分完成',
    skipped: '已略過',
    failed: '失敗',
    interrupted: '中斷',
    cancelled: '已取消',
  },

  dropStatuses: {
    waiting: '等候中',
    running: '處理中',
    finishing: '收尾中',
    success: '成功',
    failed: '失敗',
  },

  modes: {
    full: '完整',
    'dry-run': '試跑',
  },

  publishSteps: {
    duplicates: '檢查重複',
    references: '查對資料所指的對象',
    constraints: '建立索引鍵與索引',
    checks: '核對筆數',
    swap: '切換為目前版本',
    merge: '合併資料',
  },

  unchangedBy: {
    etag: 'ETag',
    'last-modified': 'Last-Modified',
    content: '內容',
  },
};
