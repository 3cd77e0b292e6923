import type { dropCommandsEn, dropsEn } from './drops.en.ts';

/** 關於投放檔案的文字。 */
export const dropsZhTW: typeof dropsEn = {
  options: {
    drop: '檔案編號，查看對它做過的一切',
    ofStatus: '只列出某一狀態的檔案',
    limit: (count) => `最多列出幾個檔案或幾列資料（${count}）`,
  },
  columns: {
    id: '編號',
    name: '名稱',
    dataset: '資料集',
    status: '狀態',
    received: '收到',
    time: '耗時',
    rows: '筆數',
    failed: '未通過',
    error: '錯誤',
    job: '作業',
    file: '檔案',
    movedTo: '移至',
    report: '報告',
    retry: '再試時間',
    owner: '處理者',
    arrivals: '收到通知',
    line: '行',
    reason: '原因',
    record: '原始資料',
  },
  none: '還沒有投放任何檔案。',
  more: '還有更早的檔案：以 --limit N 顯示更多。',
  title: (id, name) => `檔案 ${id}：${name}`,
  loaded: (loaded, total) => `共 ${total} 筆，已載入 ${loaded} 筆`,
  times: (count) => `${count} 次`,
  trail: '處理經過',
  rows: '其中的資料',
  moreRows: (jobId) =>
    jobId === null
      ? '還有更多：以 --limit N 顯示。'
      : `還有更多：以 --limit N 顯示；全部未通過的資料：./run errors ${jobId} --csv rejects.csv`,
};

/** 投放檔案指令的說明。 */
export const dropCommandsZhTW: typeof dropCommandsEn = {
  drops: {
    description: '列出投放的檔案，或顯示對其中一個做過的事',
    examples: ['./run drops', './run drops --status failed', './run drops 7', './run drops 7 --json'],
  },
};
