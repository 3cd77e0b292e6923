import type { dropPageEn } from './texts.en.ts';

/** 單一投放檔案的頁面。 */
export const dropPageZhTW: typeof dropPageEn = {
  untitled: (id) => `投放檔案 ${id}`,
  back: '所有投放檔案',
  arrived: '收到於',
  took: (time) => `耗時 ${time}`,
  noDataset: '沒有對應的資料集',

  outcome: {
    success: '檔案的每一列都已併入。',
    successExcept: (failed) => `檔案已併入，但其中 ${failed} 列未通過。`,
    failed: '檔案處理失敗，沒有寫入任何資料。',
    retrying: '有服務暫時無法使用，會再試一次：',
    waiting: '檔案正在等候：同一資料集一次只處理一個檔案。',
  },

  progress: '進度',
  toJob: '查看作業',
  counts: '列數',
  staged: '無誤，但未寫入',

  file: {
    title: '檔案',
    place: '投放位置',
    bucket: '儲存桶',
    directory: '監看的目錄',
    size: '大小',
    etag: 'ETag',
    sha256: 'SHA-256',
    arrivals: '通知次數',
    times: (count) => `${count} 次，只處理一次`,
    movedTo: '目前位置',
    report: '報告',
    job: '作業',
    jobName: (id) => `作業 ${id}`,
    attempts: '開始處理',
    attemptsValue: (count) => `${count} 次`,
    owner: '處理者',
    waited: '等候',
    loaded: '載入耗時',
    total: '總耗時',
  },

  rows: {
    title: '各列的檢查結果',
    none: '沒有問題：每一列都無誤。',
    noneYet: '作業結束後會列在這裡。',
    noneFailed: '沒有指出個別的列：整個檔案處理失敗。',
    noneOfKind: '沒有這一類。',
    filter: '只顯示',
    kinds: { all: '全部', error: '錯誤', warning: '警告' },
    toJob: '依類別查看',
    download: '下載未通過的列（CSV）',
    columns: { line: '行號', user: '使用者', kind: '類別', message: '原因', raw: '原始資料' },
    severities: { error: '錯誤', warning: '警告' },
  },

  way: {
    title: '處理經過',
    more: '紀錄比這裡顯示的長：GET /api/drops/ID/audit 有全部內容。',
    events: {
      received: '收到檔案',
      started: '開始處理',
      held_up: '等候同一資料集的另一個作業',
      taken_over: '由另一個行程接手（原行程沒有回應）',
      retried: '將再試一次',
      succeeded: '整個檔案已載入',
      failed: '失敗',
      ended: '結束',
    },
    facts: {
      attempt: (attempt) => `第 ${attempt} 次`,
      pause: (time) => `${time} 後`,
      job: (id) => `作業 ${id}`,
    },
  },
};
