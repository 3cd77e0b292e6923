import type { dropsPageEn } from './texts.en.ts';

/** 投放檔案清單。 */
export const dropsPageZhTW: typeof dropsPageEn = {
  title: '檔案投放',
  table: '投放的檔案',
  filters: {
    status: '狀態',
    dataset: '資料集',
    name: '檔名開頭',
    apply: '篩選',
    all: '全部',
    clear: '顯示全部',
  },
  columns: {
    name: '檔案',
    status: '狀態',
    dataset: '資料集',
    received: '收到時間',
    rows: '筆數',
    failed: '未通過',
    seconds: '耗時',
  },
  noDataset: '沒有對應的資料集',
  repeated: (arrivals) => `通知了 ${arrivals} 次`,
  retry: '再試',
  empty: '還沒有投放任何檔案',
  emptyHint: '把檔案放到以下任一處的 incoming/ 之下，就會被處理：',
  ways: {
    directory: 'intake 監看的目錄（REGPIPE_DROP_DIRECTORY）：把寫好的 CSV 檔移到其中的 incoming/ 資料夾',
    bucket:
      '它的儲存桶（REGPIPE_S3_BUCKET）：上傳到 incoming/ 前綴之下；收到事件或下一次查看儲存桶時就會處理',
  },
  emptyAfter: '處理結果會顯示在這裡。之後檔案會在 processed/ 或 failed/，報告在 results/。',
  emptyFiltered: '沒有符合條件的檔案',
};
