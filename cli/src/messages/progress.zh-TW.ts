import type { progressEn } from './progress.en.ts';

/** 觀看作業進度時的文字。 */
export const progressZhTW: typeof progressEn = {
  stages: { fetch: '讀取', transform: '轉換', load: '載入', publish: '發布' },
  job: (jobId) => `作業 ${jobId}`,
  waiting: '等待中',
  done: '完成',
  failed: '失敗',
  of: (done, total, isEstimate) => `${done}／${isEstimate ? '約 ' : ''}${total}`,
  ofShort: (done, total, isEstimate) => `${done} / ${isEstimate ? '~' : ''}${total}`,
  records: (count) => `${count} 筆`,
  chunks: (count) => `${count} 塊`,
  step: (step, steps, name) => `第 ${step}／${steps} 步：${name}`,
  recordsPerSecond: (count) => `每秒 ${count} 筆`,
  perSecond: (count) => `${count}/秒`,
  remaining: (time) => `剩餘 ${time}`,
  remainingThenPublishing: (time) => `剩餘 ${time}，之後發布`,
  idle: (time) => `已 ${time}沒有進展`,
  away: (code) => `閘道沒有回應（${code}），重試中`,
};
