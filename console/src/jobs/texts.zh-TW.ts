import type { jobsEn } from './texts.en.ts';

/** 作業的進度與筆數。 */
export const jobsZhTW: typeof jobsEn = {
  job: (id) => `作業 ${id}`,
  mode: '模式',
  modes: { full: '完整：載入來源並發布', 'dry-run': '試跑：走同樣的流程，不載入資料' },
  stages: { fetch: '擷取', transform: '轉換', load: '載入', publish: '發布' },
  progress: '進度',
  ofAmount: (done, total, isEstimate) => `${done}／${isEstimate ? '約 ' : ''}${total}`,
  units: {
    records: (amount) => `${amount} 筆`,
    chunks: (amount) => `${amount} 個區塊`,
  },
  rate: (recordsPerSecond) => `每秒 ${recordsPerSecond} 筆`,
  remaining: (time) => `剩餘 ${time}`,
  thenPublishing: (time) => `剩餘 ${time}，之後發布`,
  idle: (time) => `已有 ${time} 沒有進展。`,
  lost: '與閘道的連線中斷，重試中…',
  counts: {
    title: '筆數',
    total: '來源總筆數',
    about: (total) => `約 ${total}`,
    loaded: '已載入',
    failed: '未通過',
    duplicated: '重複',
    blank: '空白',
    open: '尚未處理',
    missing: '未交代',
    addUp: '每一筆都有交代。',
    doNotAddUp: '筆數不符。請勿採信此作業，並附上紀錄檔回報。',
  },
  warnings: { title: '警告', hint: '這些資料仍已載入。' },
};
