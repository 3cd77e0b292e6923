import type { consoleStepsEn } from './next-steps.en.ts';

/** 主控台自己的下一步，取代針對指令列或 HTTP 的說明。 */
export const consoleStepsZhTW: typeof consoleStepsEn = {
  REQUEST_INVALID: '請修正訊息中指出的項目，再送出一次。',
  UNAUTHORIZED: '請以有效的權杖登入。',
  FORBIDDEN: '請改用具備訊息中所述角色的權杖登入；管理者可建立：./run token add。',
  CSRF_REFUSED: '請重新載入此頁面，再執行一次。',
  TOO_MANY_REQUESTS: '請等候一分鐘後再試。',
  NOT_FOUND: '閘道與此頁面的版本可能不同：請重新載入頁面。',
  DATASET_UNKNOWN: '請從總覽選擇資料集。',
  JOB_NOT_FOUND: '請在作業清單中尋找。',
  DROP_NOT_FOUND: '請在投放檔案清單中尋找。',
  TOLERANCE_EXCEEDED: '請查看未通過的列；更正檔案或其所參照的資料後，再重新投放。',
  CHUNKS_DEAD: '請在佇列頁面查明區塊為何無法讀取，再於作業頁面接續該作業。',
  NOT_PUBLISHED: '請先執行完整作業。',
  JOB_RUNNING: '請等執行中的作業結束，或在它的頁面取消。',
  NO_PREVIOUS_VERSION: '只能回復到仍保留的版本；請開始完整作業來發布。',
  PUBLICATION_BLOCKED: '請結束訊息中指出的工作階段，或等它結束；再接續作業，或再回復一次。',
  JOB_NOT_RESUMABLE: '只有失敗或中斷的作業可以接續；請開始新的作業。',
  JOB_NOT_REDRIVABLE: '只有部分完成、且其版本仍為目前版本的作業可以修補；請開始新的作業。',
  DEAD_LETTERS_GONE: '已沒有可以重新送出的區塊；請開始新的作業，並強制重新載入整個來源。',
  GUARD_ROWS_GONE: '請查看來源；若資料無誤，請接續作業並接受它；試跑之後，請開始接受它的完整作業。',
  GUARD_REJECTED: '請查看未通過的資料；若無誤，請接續作業並接受它；試跑之後，請開始接受它的完整作業。',
};
