import type { commandsEn } from './commands.en.ts';
import { dropCommandsZhTW } from './drops.zh-TW.ts';
import { scheduleCommandsZhTW } from './schedules.zh-TW.ts';

/** What each command's help says, in Chinese. */
export const commandsZhTW: typeof commandsEn = {
  etl: {
    description: '載入整個來源並發布；來源沒有改變則略過',
    examples: ['./run etl', './run etl --source https://eip.fia.gov.tw/data/BGMOPEN1.zip --auto'],
  },
  'dry-run': {
    description: '走完全程但不寫入業務資料表，預覽 etl 的結果',
    examples: ['./run dry-run --limit 10000', './run dry-run --source .regpipe/incoming/BGMOPEN1.csv --json'],
  },
  status: {
    description: '顯示作業的狀態，或持續觀看到結束',
    examples: ['./run status', './run status 42 --watch'],
  },
  jobs: {
    description: '列出作業，最新的在前',
    examples: ['./run jobs', './run jobs --status failed --limit 50', './run jobs --mode dry-run --json'],
  },
  errors: {
    description: '顯示作業中未通過檢查的資料',
    examples: ['./run errors 42 --type INVALID_BAN --limit 50', './run errors 42 --csv rejects.csv'],
  },
  resume: {
    description: '讓失敗或中斷的作業從已載入處接續',
    examples: ['./run resume', './run resume 42', './run resume 42 --accept'],
  },
  redrive: {
    description: '修補部分完成的作業：重新送出多次處理失敗的區塊',
    examples: ['./run redrive', './run redrive 42'],
  },
  cancel: {
    description: '取消作業；已載入的部分會丟棄，已發布的資料不變',
    examples: ['./run cancel', './run cancel 42'],
  },
  rollback: {
    description: '退回到前一個發布版本',
    examples: ['./run rollback', './run rollback --auto --json'],
  },
  ...dropCommandsZhTW,
  rebuild: {
    description: '依命令紀錄重建供查詢的資料；期間照常查詢',
    examples: ['./run rebuild notifications', './run rebuild notifications --json'],
  },
  ...scheduleCommandsZhTW,
  'token add': {
    description: '建立 API 權杖；只會顯示一次',
    examples: [
      './run token add dashboard --role viewer',
      './run token add ci --role operator --expires 90d',
      './run token add mobile-app --role sender',
    ],
  },
  'token list': {
    description: '列出權杖、其角色與最近使用時間',
    examples: ['./run token list', './run token list --json'],
  },
  'token revoke': {
    description: '永久撤銷權杖與其工作階段',
    examples: ['./run token revoke ci'],
  },
  demo: {
    description: '以自備的伺服器示範全程：載入範例檔、發布並核對筆數',
    examples: ['./run demo', './run demo --rows 1600000 --keep', './run demo --file ./BGMOPEN1.zip'],
  },
  dev: {
    description: '在前景執行伺服器與各項服務，按 Ctrl-C 停止',
    examples: ['./run dev', 'DATABASE_URL=postgres://… NATS_URL=nats://… ./run dev'],
  },
  stop: {
    description: '停止 ./run dev 或 ./run demo --keep 啟動的服務',
    examples: ['./run stop'],
  },
  setup: {
    description: '產生密碼、建置映像檔、啟動所有容器並等到可用',
    examples: ['./run setup', './run setup --alarm-email you@example.com'],
  },
  up: {
    description: '啟動容器並等到可用',
    examples: ['./run up', './run up --scale transformer=3 --scale loader=2'],
  },
  down: {
    description: '停止並移除容器；資料保留',
    examples: ['./run down'],
  },
  cleanup: {
    description: '移除容器、其資料、映像檔，以及 setup 在 AWS 上建立的資源',
    examples: ['./run cleanup', './run cleanup --auto', './run cleanup --keep-aws'],
  },
  'tf-synth': {
    description: '寫出各堆疊的 Terraform 設定檔',
    examples: ['./run tf-synth', 'TF_VAR_region=eu-west-1 ./run tf-synth'],
  },
  'tf-validate': {
    description: '檢查各堆疊的設定檔',
    examples: ['./run tf-validate', './run tf-validate network data'],
  },
  'tf-plan': {
    description: '顯示 tf-apply 會在 AWS 上做的變更',
    examples: ['./run tf-plan', './run tf-plan monitoring'],
  },
  'tf-apply': {
    description: '建立或變更各堆疊在 AWS 上的資源',
    examples: [
      'TF_VAR_alarm_email=you@example.com ./run tf-apply monitoring',
      './run tf-apply',
      './run tf-apply --auto',
    ],
  },
  'tf-destroy': {
    description: '刪除各堆疊在 AWS 上的資源，從最後一個開始',
    examples: ['./run tf-destroy ingest', './run tf-destroy'],
  },
  deploy: {
    description: '建置並推送映像檔、更新資料庫，再逐一更換 AWS 上的服務',
    examples: ['./run deploy', './run deploy gateway --auto', 'TF_VAR_project=etl-staging ./run deploy'],
  },
  'rollback-deploy': {
    description: '讓 AWS 上的服務退回先前執行的版本',
    examples: ['./run rollback-deploy', './run rollback-deploy gateway --auto'],
  },
  migrate: {
    description: '更新自備 PostgreSQL 中的控制資料表',
    examples: [
      'MIGRATION_DATABASE_URL=postgres://… ./run migrate',
      'MIGRATION_DATABASE_URL=postgres://… REGPIPE_LOADER_PASSWORD=… REGPIPE_SCHEDULER_PASSWORD=… REGPIPE_GATEWAY_PASSWORD=… ./run migrate --roles',
    ],
  },
  test: {
    description: '檢查格式、規則與型別，並執行所有測試，bench 與 faults 的長測試除外（--long：只執行那些）',
    examples: ['./run test', './run test cli/src', './run test --long'],
  },
  verify: {
    description: '與 test 相同：CI 執行的內容',
    examples: ['./run verify'],
  },
  bench: {
    description: '與其他載入方式比較效能',
    examples: ['./run bench --help', './run bench small'],
  },
  faults: {
    description: '製造各種故障，並確認沒有遺失資料',
    examples: ['./run faults --help', './run faults --short'],
  },
  help: {
    description: '顯示某個指令的說明',
    examples: ['./run help etl', './run help token add'],
  },
  completion: {
    description: '印出讓 shell 自動完成 ./run 的腳本',
    examples: ['eval "$(./run completion bash)"', 'source <(./run completion zsh)'],
  },
};
