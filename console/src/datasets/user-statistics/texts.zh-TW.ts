import type { userStatisticsEn } from './texts.en.ts';

/** 使用者統計。 */
export const userStatisticsZhTW: typeof userStatisticsEn = {
  search: '查詢使用者',
  id: '使用者 ID',
  idHint: '須與檔案中 ユーザーID 欄完全相符。',
  missing: '請輸入至少一個字元的 ID。',
  button: '查詢',
  about: '以最新提到該使用者的檔案為準。檔案以投放方式送入；使用者資料本身由其他系統維護。',
  drops: '查看投放的檔案',
  title: (user) => `使用者 ${user}`,
  facts: '統計',
  logins: '登入次數',
  posts: '發文次數',
  updated: '併入時間',
  none: '沒有這位使用者的統計',
  noneHint: '已併入的檔案都沒有提到這個 ID。大小寫視為不同。',
  back: '查詢另一位使用者',
};
