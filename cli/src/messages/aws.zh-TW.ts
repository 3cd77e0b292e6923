import type { awsEn } from './aws.en.ts';

/** ./run setup 與 ./run cleanup 中 AWS 相關的文字。 */
export const awsZhTW: typeof awsEn = {
  howToTurnOn: '要將日誌送往 CloudWatch 並以郵件告警：./run setup --alarm-email you@example.com',
  applying: (email) => `將在 AWS 建立日誌群組、寄信給 ${email} 的告警，以及代理程式的使用者。`,
  badEmail: (value) => `「${value}」不是可以收信的地址。`,
  filesWritten: '已寫入（只有您能讀取）：.env.local、.aws-credentials、.cloudwatch-agent.json。',
  outputsMissing: (names) => `monitoring 堆疊缺少輸出值：${names.join('、')}。`,
  outputsMissingNext: '它的狀態可能屬於本專案的其他版本；./run tf-plan monitoring 會顯示缺少什麼。',
  credentialsForeign: (file) => `${file} 中的金鑰不是由 ./run setup 寫入的，繼續執行會將其取代。`,
  credentialsForeignNext: '請移走該檔，並移除 .env 中自訂的 AWS 設定，再執行一次。',
  overridden: (variables) => `環境變數優先於 .env.local，而兩者不一致：${variables.join('、')}。`,
  overriddenNext: (names) => `請執行 unset ${names.join(' ')}，再執行 ./run setup`,

  connected: (logGroup) => `日誌會送往 CloudWatch 的群組 ${logGroup}。`,
  dashboard: '儀表板',
  confirmMail: (email) =>
    `AWS 已寄信到 ${email}，若尚未確認，請點選信中的連結。確認之前，任何人都收不到告警。`,

  willRemove: [
    '將永久刪除 AWS 上的日誌群組與其中所有內容、告警與儀表板、通知主題與其訂閱者，',
    '以及 CloudWatch 代理程式的使用者與金鑰。',
  ],
  removed: 'AWS 上的 monitoring 堆疊已刪除，本機的相關金鑰與設定也已移除。',
  kept: './run setup 在 AWS 上建立的資源保留（--keep-aws）。要移除請執行 ./run cleanup。',
};
