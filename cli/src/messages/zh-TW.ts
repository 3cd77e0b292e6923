import { termsFor } from '@regpipe/terms';

import { awsZhTW } from './aws.zh-TW.ts';
import { commandsZhTW } from './commands.zh-TW.ts';
import { containersZhTW } from './containers.zh-TW.ts';
import { deploymentZhTW } from './deployment.zh-TW.ts';
import type { Messages } from './en.ts';
import { completionZhTW } from './completion.zh-TW.ts';
import { dropsZhTW } from './drops.zh-TW.ts';
import { infraZhTW } from './infra.zh-TW.ts';
import { jobsZhTW } from './jobs.zh-TW.ts';
import { nextStepsZhTW } from './next-steps.zh-TW.ts';
import { progressZhTW } from './progress.zh-TW.ts';
import { rebuildZhTW } from './rebuild.zh-TW.ts';
import { schedulesZhTW } from './schedules.zh-TW.ts';
import { summaryZhTW } from './summary.zh-TW.ts';
import { tokensZhTW } from './tokens.zh-TW.ts';

const HELP_TITLES: Readonly<Record<string, string>> = {
  'Usage:': '用法：',
  'Arguments:': '引數：',
  'Options:': '選項：',
  'Commands:': '指令：',
};

/** What commander complains about; the quoted part of its text names the culprit. */
const USAGE_PROBLEMS: Readonly<Record<string, (culprit: string) => string>> = {
  'commander.missingMandatoryOptionValue': (culprit) => `缺少選項：${culprit}`,
  'commander.invalidArgument': (culprit) => `選項的值有誤：${culprit}`,
  'commander.unknownOption': (culprit) => `沒有這個選項：${culprit}`,
  'commander.unknownCommand': (culprit) => `沒有這個指令：${culprit}`,
  'commander.missingArgument': (culprit) => `缺少引數：${culprit}`,
  'commander.optionMissingArgument': (culprit) => `選項缺少值：${culprit}`,
  'commander.excessArguments': (culprit) => `引數太多：${culprit}`,
};

/** 臺灣正體中文。 */
export const zhTW: Messages = {
  program: {
    description: '讓大型開放資料 CSV 在 PostgreSQL 中的副本保持完整且最新。',
    helpOption: '顯示說明',
    titles: (title) => HELP_TITLES[title] ?? title,
    groups: {
      jobs: '作業：',
      publications: '發布版本：',
      drops: '投放的檔案：',
      schedules: '排程：',
      access: '存取權：',
      stack: '本機：',
      containers: '容器：',
      aws: 'AWS：',
      project: '專案本身：',
      help: '說明：',
    },
    examples: '範例：',
    afterHelp: [
      '設定：',
      '  REGPIPE_URL          閘道的網址（http://127.0.0.1:8000；連接埠：REGPIPE_HTTP_PORT）',
      '  REGPIPE_API_TOKEN    API 權杖（未設定時使用本機服務的權杖）',
      '  REGPIPE_LANG         en 或 zh-TW（未設定時依 LC_ALL、LC_MESSAGES、LANG）',
      '  REGPIPE_DEBUG=1      顯示錯誤的堆疊',
      '',
      '結束代碼：',
      '  0  順利結束            1  未順利結束或遭拒絕     2  指令或設定有誤',
      '  3  無法連上 API，或（tf-validate）無法取得 AWS provider',
      '  130  以 Ctrl-C 離開；已開始的作業會繼續',
    ].join('\n'),
  },

  commands: commandsZhTW,

  options: {
    dataset: (name) => `資料集（${name}）`,
    source: '要讀取的網址或檔案（CSV、gzip 或 ZIP），取代資料集本身的來源',
    limit: '只讀前 N 筆',
    chunkSize: '每個區塊最多幾筆',
    force: '即使來源與目前的版本相同，仍然載入',
    accept: '不論減少或未通過的筆數多少都發布，不做檢查攔阻',
    auto: '不詢問，直接執行',
    json: '在標準輸出只印出一份 JSON 文件',
    watch: '持續觀看執行中的作業，直到結束',
    csv: '全部存成 CSV 檔；- 代表標準輸出',
    type: '只列出某一類，例如 INVALID_BAN',
    errorsLimit: (count) => `列出幾筆（${count}）`,
    ofDataset: '只列出某個資料集的作業',
    ofStatus: '只列出某個狀態的作業',
    ofMode: '只列出完整作業（full）或試跑（dry-run）',
    beforeJob: '只列出比此編號更早的作業',
    commandToExplain: '要說明的指令，例如 etl 或 token add',
    shell: '要使用自動完成的 shell',
    jobToShow: '作業編號（最近的作業）',
    jobToResume: '作業編號（最近的作業）',
    jobToRedrive: '作業編號（最近的作業）',
    jobToCancel: '作業編號（執行中的作業）',
    jobOfErrors: '作業編號',
    tokenName: '權杖名稱：小寫英文字母、數字、點、連字號、底線',
    role: '可做的事：sender 只能送入資料，viewer 只能讀取，operator 兩者皆可並可執行作業，admin 另可管理權杖',
    projection: '要重建的投影',
    expires: '有效期限：12h、90d、4w（永久）',
    rows: (count) => `範例檔的筆數（${count}）`,
    file: '改用真實的檔案（CSV 或 ZIP）',
    keep: '結束後讓服務繼續執行',
    composeOptions: (command) => `轉交給 docker compose ${command} 的選項`,
    alarmEmail: '同時將日誌送往 CloudWatch，告警寄到此信箱',
    keepAws: '保留 AWS 上的資源',
    stacks: '堆疊（預設為全部，依序處理）',
    roles:
      '同時建立或更新 regpipe_migrator、regpipe_loader、regpipe_scheduler、regpipe_intake、regpipe_projector、regpipe_query 與 regpipe_gateway 角色',
  },

  time: {
    seconds: (amount) => `${amount} 秒`,
    minutes: (minutes, seconds) => `${minutes} 分 ${String(seconds).padStart(2, '0')} 秒`,
    hours: (hours, minutes) => `${hours} 小時 ${String(minutes).padStart(2, '0')} 分`,
    age: {
      now: '剛剛',
      minutes: (amount) => `${amount} 分鐘前`,
      hours: (amount) => `${amount} 小時前`,
      days: (amount) => `${amount} 天前`,
    },
  },

  rows: (count) => `${count} 列`,

  ...termsFor('zh-TW'),

  progress: progressZhTW,

  follow: {
    watching: (jobId, dataset, source) => `作業 ${jobId}：${dataset}，來源 ${source}`,
    left: (jobId) => `作業 ${jobId} 會繼續執行，不受此終端機影響。`,
    toWatch: '繼續觀看',
    toCancel: '取消作業',
    toResume: '若失敗或中斷，可接續',
  },

  live: {
    none: (dataset) => `${dataset} 尚未發布任何版本。`,
    title: (dataset, version) => `目前發布：${dataset}，版本 ${version}`,
    sourceDate: (date, age) => `來源日期 ${date}（${age}）`,
    unstamped: '來源未註明日期',
    published: (age) => `發布於 ${age}`,
    willReplace: '這次發布將取代',
    willBeFirst: '這將是第一次發布。',
    willMerge: (dataset) => `檔案中的資料將合併至 ${dataset} 現有的資料，其他資料不變。`,
    guardsOff: '已指定 --accept：不論減少或未通過的筆數多少都會發布。',
    guardStopped: (jobId) =>
      `作業 ${jobId} 在發布前被檢查攔下。若要發布它已載入的資料：./run resume ${jobId} --accept`,
  },

  migrate: {
    done: '控制資料表已是最新版本。',
    role: (role) => `${role}：已授予權限，密碼不變`,
    passwordSet: (role) => `${role}：已授予權限，並設定指定的密碼`,
    failed: (reason) => `PostgreSQL 未能完成更新：${reason}`,
    failedNext: '請檢查 MIGRATION_DATABASE_URL：須為擁有控制資料表的角色；使用 --roles 時須為管理者。',
  },

  rebuild: rebuildZhTW,

  rollback: {
    version: '版本',
    sourceDate: '來源日期',
    live: '目前',
    previous: '退回到',
    done: (version, stamp) =>
      `已退回。目前為版本 ${version}，${stamp === null ? '來源未註明日期' : `來源日期 ${stamp}`}`,
  },

  confirm: {
    yes: '是',
    no: '否',
    startQuestion: '要開始嗎？',
    rollbackQuestion: (from, to) => `要從版本 ${from} 退回到版本 ${to} 嗎？`,
    needed: '這個動作需要確認，但沒有終端機可以詢問。沒有執行任何動作。',
    neededNext: '請先看清楚會有什麼影響，再加上 --auto 執行。',
    declined: '沒有執行任何動作。',
    declinedNext: '需要時再執行一次即可。',
  },

  cancelled: (jobId, dataset) => `${dataset} 的作業 ${jobId} 已取消，已發布的資料不變。`,

  repairGivenUp: (jobId, dataset) =>
    `已放棄修補 ${dataset} 的作業 ${jobId}，作業恢復為部分完成，已發布的資料不變。`,

  stack: {
    steps: {
      postgres: '正在啟動 PostgreSQL …',
      nats: '正在啟動 NATS …',
      services: '正在啟動各項服務 …',
    },
    api: 'API',
    console: '網頁主控台',
    documentation: '說明文件',
    query: '推播查詢',
    token: '權杖檔',
    database: '資料庫',
    data: '資料目錄',
    drops: '投放檔案',
    toEnd: '已全部啟動，按 Ctrl-C 停止。',
    stopping: '正在停止 …',
    stopped: '已全部停止。',
    runsAlready: (directory, pid, url) => `${directory} 已有服務在執行（行程 ${pid}，${url}）。`,
    runsAlreadyNext: '可直接使用（./run etl、./run status），或先停止：./run stop。',
    portTaken: (port) => `連接埠 ${port} 已被其他程式占用。`,
    portTakenNext: (setting) => `請將 ${setting} 設為未使用的連接埠。`,
    didNotStart: (said) => `服務沒有啟動成功，最後的訊息：\n${said}`,
    seeLog: (file) => `請查看 ${file} 與同目錄的紀錄檔。`,
    noneRuns: (directory) => `${directory} 沒有服務在執行。`,
    doesNotEnd: (pid) => `服務（行程 ${pid}）沒有結束。`,
    doesNotEndNext: (pid) => `請查看紀錄檔；最後手段：kill -9 ${pid}。`,
  },

  containers: containersZhTW,

  infra: infraZhTW,

  aws: awsZhTW,

  deployment: deploymentZhTW,

  demo: {
    starting: (directory) => `正在啟動 PostgreSQL、NATS 與各項服務（資料目錄 ${directory}）…`,
    makingSample: (rows) => `正在產生 ${rows} 筆的範例檔，含真實檔案的各種缺陷 …`,
    keptRunning: '服務會繼續執行。可試試 ./run status、./run errors、./run etl；以 ./run stop 停止。',
    countsAgree: '核對完成：所有筆數都與範例檔的預期相符。',
    countsDiffer: '筆數與範例檔的預期不符：',
  },

  jobs: jobsZhTW,

  drops: dropsZhTW,

  completion: completionZhTW,

  summary: summaryZhTW,

  rejects: {
    title: (jobId, total) => `作業 ${jobId}：${total} 筆未通過`,
    none: (jobId) => `作業 ${jobId} 沒有符合條件的未通過資料。`,
    first: (count) => `前 ${count} 筆`,
    line: '行號',
    type: '類別',
    reason: '原因',
    record: '原始資料',
    toSave: (jobId) => `全部存檔：./run errors ${jobId} --csv rejects.csv`,
    saved: (file, bytes) => `已存到 ${file}（${bytes} 位元組）。`,
    notWritten: (reason) => `無法寫入檔案：${reason}`,
    notWrittenNext: '請檢查路徑、權限與剩餘空間。',
    brokenOff: '清單傳送到一半中斷，沒有存檔。',
    brokenOffNext: '等閘道恢復回應後再執行一次。',
    allTypes: '--csv 會存下所有類別，不能與 --type 並用。',
    stdoutTaken: '--csv - 與 --json 都要使用標準輸出，不能並用。',
  },

  schedules: schedulesZhTW,

  tokens: tokensZhTW,

  usage: {
    problem: (code, text) => {
      const culprit = /'([^']*)'/.exec(text)?.[1] ?? text;
      return USAGE_PROBLEMS[code]?.(culprit) ?? text;
    },
    notACount: (option, value) => `${option} 必須是大於 0 的整數，不能是「${value}」。`,
    notASpan: (option, value) => `${option} 必須是 12h、90d、4w 這樣的時間長度，不能是「${value}」。`,
    next: '加上 --help 可查看用法。',
    seeHelp: (line) => `${line} 可查看用法。`,
    didYouMean: (words) => `您是不是要輸入 ${words.join(' 或 ')}？`,
    ofTheScript: (command) => `${command} 由腳本 run 直接執行，不屬於其後的指令列。`,
    ofTheScriptNext: (command) => `請在專案目錄執行：./run ${command}`,
  },

  errors: {
    label: '錯誤：',
    nextLabel: '下一步：',
    settingsInvalid: (issues) => `設定有誤：${issues}`,
    unreachable: (url, reason) => `${url} 沒有 regpipe 回應（${reason}）。`,
    unreachableNext: '請以 ./run dev 啟動（容器則用 ./run up），或將 REGPIPE_URL 設為它的網址。',
    timedOut: (url, seconds) => `${url} 在 ${seconds} 秒內沒有回應。`,
    timedOutNext: '請查看閘道的紀錄檔；後方的服務可能卡住了。',
    foreignAnswer: (url, details) => `無法解讀 ${url} 的回應：${details}`,
    foreignAnswerNext: '請檢查 REGPIPE_URL，並確認 CLI 與閘道為同一版本。',
    httpStatus: (status, url) => `${url} 回應 HTTP ${status}。`,
    httpStatusNext: '請確認 REGPIPE_URL 指向 regpipe 的閘道。',
    noJob: (dataset) => `${dataset} 還沒有任何作業。`,
    noJobNext: '開始一個作業：./run etl。',
    noRunningJob: (dataset) => `${dataset} 目前沒有執行中的作業。`,
    noRunningJobNext: '查看最近的作業：./run status。',
    noVersions: (dataset) => `${dataset} 沒有可退回的版本：它的檔案會合併至現有的資料。`,
    noPreviousVersion: (dataset, version) => `${dataset} 在目前的版本（${version}）之前沒有可退回的版本。`,
    internalNext: '請加上 REGPIPE_DEBUG=1 再執行一次，並回報顯示的內容。',
  },

  nextSteps: nextStepsZhTW,
};
