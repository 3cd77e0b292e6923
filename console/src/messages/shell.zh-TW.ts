import type { shellEn } from './shell.en.ts';

/** 頁面外圍與共用元件的文字。 */
export const shellZhTW: typeof shellEn = {
  product: 'regpipe',
  skip: '跳到主要內容',
  navigation: '頁面',
  language: '語言',
  languages: { en: 'English', 'zh-TW': '中文' },
  theme: '主題',
  themes: { auto: '自動', light: '淺色', dark: '深色' },
  signedInAs: (name, role) => `登入身分：${name}（${role}）`,
  roles: { sender: '送件者', viewer: '檢視者', operator: '操作者', admin: '管理者' },
  signOut: '登出',
  apiDocs: 'API',
  pageTitle: (page) => `${page} · regpipe`,

  loading: '載入中…',
  retry: '重試',
  close: '關閉',
  goBack: '返回',
  next: '下一步：',
  yes: '是',
  showTable: '以表格顯示數字',
  dismiss: '關閉',
  previousPage: '上一頁',
  nextPage: '下一頁',
  pages: '清單的頁次',
  notFound: {
    title: '沒有這個頁面',
    text: '這個網址在主控台中不存在。',
    home: '回到總覽',
  },
  broken: {
    title: '這個頁面發生錯誤',
    text: '頁面本身出了問題，執行中的作業不受影響。',
    reload: '重新載入頁面',
  },

  errors: {
    unreachable: '閘道沒有回應。',
    unreachableNext: '請確認閘道正在執行（./run dev），且這台電腦能連上它，再重試。',
    invalidAnswer: '收到的回應不是 regpipe 的格式。',
    invalidAnswerNext: '可能是中間的代理伺服器回應的；請檢查後再重試。',
    unexpected: '這個頁面發生未預期的錯誤。',
    unexpectedNext: '請重新載入頁面；若再次發生，請附上瀏覽器主控台的訊息回報。',
    code: (code) => `代碼 ${code}`,
  },

  control: (code) => `控制字元 ${code}`,
};
