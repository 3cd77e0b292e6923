import { type NextSteps, nextStepsFor } from '@regpipe/terms';

/** 每個錯誤代碼的下一步；對指令列的使用者說。 */
export const nextStepsZhTW: NextSteps = {
  ...nextStepsFor('zh-TW'),
  REQUEST_INVALID: '請修正訊息中指出的項目，再執行一次。',
  UNAUTHORIZED: '請設定 REGPIPE_API_TOKEN，或將 REGPIPE_DATA_DIR 指向存放 api-token 的目錄。',
  TOKEN_NOT_FOUND: '查看現有的權杖：./run token list。',
  NOT_FOUND: '請檢查 REGPIPE_URL；該處的閘道可能是其他版本。',
  DATASET_UNKNOWN: '請檢查 --dataset。',
  SCHEDULE_NOT_FOUND: '查看現有的排程：./run schedule list。',
  JOB_NOT_FOUND: '查看最近的作業：./run status。',
};
