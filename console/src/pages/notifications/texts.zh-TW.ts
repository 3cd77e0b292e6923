import type { notificationsEn } from './texts.en.ts';

/** 查詢通知。 */
export const notificationsZhTW: typeof notificationsEn = {
  nav: '通知查詢',
  title: '通知查詢',

  search: {
    title: '查詢通知',
    by: '查詢方式',
    kinds: { user: '使用者', marketing: '行銷活動', fail: '失敗的交易' },
    labels: { user: '使用者 ID', marketing: '行銷活動 ID', fail: '交易 ID' },
    hints: {
      user: '傳給此使用者的所有通知：user_id，須完全相符。',
      marketing: '屬於此活動的所有通知：marketing_id，須完全相符。',
      fail: '此 transaction_id 的通知（若已失敗）。',
    },
    missing: '請輸入至少一個字元的 ID。',
    button: '查詢',
  },

  answer: {
    titles: {
      user: (id) => `傳給 ${id} 的通知`,
      marketing: (id) => `行銷活動 ${id}`,
      fail: (id) => `交易 ${id}`,
    },
    total: (count) => `共 ${count} 則通知，由新到舊`,
    none: '找不到通知',
    noneHints: {
      user: '沒有傳給此 ID 使用者的通知紀錄。大小寫視為不同。',
      marketing: '沒有此 ID 行銷活動的通知紀錄。大小寫視為不同。',
      fail: '目前的紀錄中，這筆交易沒有失敗的通知。',
    },
    past: '沒有更多通知',
    toFirst: '回到第一頁',
    columns: {
      created: '狀態時間',
      status: '狀態',
      title: '通知',
      user: '使用者',
      campaign: '行銷活動',
      app: '來源與平台',
      transaction: '交易',
    },
    error: '錯誤：',
  },

  statuses: { SENT: '已送出', DELIVERED: '已送達', FAILED: '失敗' },
  platforms: { IOS: 'iOS', ANDROID: 'Android', WEBPUSH: '網頁推播' },

  projection: {
    title: '查詢所用的資料表',
    hint: '這些資料表由命令紀錄產生；查詢進行時也可以重新產生。',
    generation: '世代',
    rebuilt: '最近重建',
    never: '尚未重建',
    live: '最新',
    building: '重建中',
    read: (commands) => `目前已讀取 ${commands} 筆命令`,
    since: '開始於',
    rebuild: '重新產生',
    confirmTitle: '要重新產生資料表嗎？',
    confirmText:
      '會把所有命令紀錄重新讀入新的資料表，完成後取代目前的資料表。期間查詢照常，但資料庫的負擔會增加。',
    started: '已開始重新產生資料表。',
  },
};
