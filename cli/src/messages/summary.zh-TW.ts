import type { summaryEn } from './summary.en.ts';

/** 顯示作業時的文字。 */
export const summaryZhTW: typeof summaryEn = {
  title: (jobId, attempt) => (attempt === 1 ? `作業 ${jobId}` : `作業 ${jobId}（第 ${attempt} 次執行）`),
  dryRun: '試跑',
  runId: '作業編號',
  status: '狀態',
  seconds: '秒數',
  recordsPerSecond: '每秒筆數',
  total: '總筆數',
  loaded: '已載入',
  failed: '未通過',
  duplicate: '重複',
  blank: '空白',
  warnings: '警告',
  unknown: '未知',
  about: (count) => `約 ${count}`,
  published: (version, stamp) =>
    stamp === null ? `已發布為版本 ${version}，來源未註明日期` : `已發布為版本 ${version}，來源日期 ${stamp}`,
  noLongerLive: '此版本已不是目前的版本。',
  ended: (status) => `作業的結果為「${status}」。`,
  limited: (limit) => `只讀取前 ${limit} 筆：發布的版本不含其他資料。`,
  skipped: (publishedBy, by) =>
    `已略過：來源自作業 ${publishedBy} 之後沒有改變（${by}）；加上 --force 仍會載入`,
  merged: (rows) => `已合併：寫入 ${rows} 筆，其他資料不變。`,
  dryRunEnded: '這是試跑：沒有寫入業務資料表。',
  miscount: (total, accounted) =>
    `筆數不符：來源有 ${total} 筆，但只交代了 ${accounted} 筆。請勿採信此作業，並附上紀錄檔回報。`,
  totalUnknown: '筆數不符：作業結束時仍不知道總筆數。請勿採信此作業，並附上紀錄檔回報。',
  guardStopped: '作業在發布前被檢查攔下，目前的版本不變。',
  guardWouldStop: '若執行 etl，會在發布前被檢查攔下。',
  nextGuard: (jobId) =>
    `請查看來源與 ./run errors ${jobId}；若資料無誤，發布它：./run resume ${jobId} --accept`,
  nextResume: (jobId) => `./run resume ${jobId}`,
  nextStart: '需要時開始新的作業：./run etl',
  nextPartial: (jobId) => `部分區塊多次處理失敗，其中的資料沒有載入：./run errors ${jobId}`,
  nextRedrive: (jobId) =>
    `部分區塊多次處理失敗，其中的資料沒有載入（./run errors ${jobId}）。請排除原因後重新送出：./run redrive ${jobId}`,
  seeErrors: (jobId) => `查看未通過的資料：./run errors ${jobId}`,
};
