import type { scheduleCommandsEn, schedulesEn } from './schedules.en.ts';

/** 關於排程的文字。 */
export const schedulesZhTW: typeof schedulesEn = {
  description: '讓作業依排程自動執行：列出、設定、暫停、執行與移除排程',
  options: {
    name: '排程名稱：小寫英文字母、數字、連字號',
    mode: '作業種類（full）',
    cron: '執行時間：分、時、日、月、星期，例如 "0 2 * * *"',
    every: '執行時間：從現在起每隔幾分鐘，1 到 1440',
    timeZone: (name) => `--cron 所用的時區（${name}）`,
    repeats: '到期幾次後結束（不限）',
    paused: '先設定，但不啟動計時',
  },
  columns: {
    name: '名稱',
    when: '執行時間',
    mode: '種類',
    dataset: '資料集',
    state: '狀態',
    ticks: '次數',
    next: '下次執行',
    last: '上次執行',
    due: '到期時間',
    by: '觸發',
    outcome: '結果',
    source: '來源',
  },
  states: { on: '啟用', paused: '已暫停', ended: '已結束' },
  by: { clock: '計時', hand: '手動' },
  cron: (expression, timeZone) => `${expression}（${timeZone}）`,
  every: (minutes) => `每 ${minutes} 分鐘`,
  ticksOf: (ticks, repeats) => `${ticks}／${repeats}`,
  none: '還沒有任何排程。常用的兩個：./run etl-per-day、./run dry-run-per-min',
  noRuns: '尚未執行過。',
  nextRuns: '接下來的執行時間',
  lastRuns: '最近的執行結果',
  set: (name) => `排程「${name}」已設定：`,
  started: (job) => (job === null ? '已開始作業' : `作業 ${job}`),
  skipped: (code) => `略過：${code}`,
  paused: (name) => `排程「${name}」已暫停。恢復：./run schedule resume ${name}`,
  resumed: (name, next) => `排程「${name}」已恢復。下次執行：${next}`,
  over: (name) => `排程「${name}」已達執行次數。要重新開始請再設定一次：./run schedule set`,
  removed: (name) => `排程「${name}」已移除，它所開始的作業仍保留。`,
  runStarted: (name, job) =>
    `「${name}」已開始${job === null ? '作業' : `作業 ${job}。觀看：./run status ${job} --watch`}`,
  runSkipped: (name, message) => `「${name}」略過：${message}`,
  eitherCronOrEvery: '排程需要 --cron 或 --every 其中之一。',
};

/** 排程指令的說明。 */
export const scheduleCommandsZhTW: typeof scheduleCommandsEn = {
  'etl-per-day': {
    description: '每天 02:00（Asia/Taipei）執行 etl；再次執行會重新開始計次',
    examples: ['./run etl-per-day', './run schedule show etl-per-day'],
  },
  'dry-run-per-min': {
    description: '每分鐘執行 dry-run，共 5 次；再次執行會重新開始計次',
    examples: ['./run dry-run-per-min', './run schedule show dry-run-per-min'],
  },
  'schedule list': {
    description: '列出排程與其下次、上次執行',
    examples: ['./run schedule list', './run schedule list --json'],
  },
  'schedule show': {
    description: '顯示一個排程、接下來的執行時間與最近的結果',
    examples: ['./run schedule show etl-per-day'],
  },
  'schedule set': {
    description: '建立排程，或取代同名的排程並重新計次',
    examples: [
      './run schedule set weekdays --cron "30 5 * * MON-FRI"',
      './run schedule set probe --mode dry-run --every 15 --repeats 8',
    ],
  },
  'schedule pause': {
    description: '暫停排程的計時',
    examples: ['./run schedule pause etl-per-day'],
  },
  'schedule resume': {
    description: '恢復已暫停的排程；暫停期間的不補執行',
    examples: ['./run schedule resume etl-per-day'],
  },
  'schedule run': {
    description: '立即執行一個排程，暫停或已結束的也可以',
    examples: ['./run schedule run etl-per-day'],
  },
  'schedule remove': {
    description: '移除排程與其執行紀錄',
    examples: ['./run schedule remove dry-run-per-min'],
  },
};
