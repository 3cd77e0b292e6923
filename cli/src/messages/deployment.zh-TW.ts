import type { deploymentEn } from './deployment.en.ts';

/** ./run deploy 與 ./run rollback-deploy 的文字；AWS、Docker 與 git 的訊息照原樣顯示。 */
export const deploymentZhTW: typeof deploymentEn = {
  onlyThese: '只處理這些服務（全部）',

  target: (account, region, project) => `目標：AWS 帳號 ${account}，區域 ${region}，專案 ${project}。`,
  image: (tag) => `映像檔 ${tag}`,
  willBuild: (platform) => `將為 ${platform} 建置並推送`,
  isThere: '已在儲存庫中，不需建置與推送',
  natsImage: 'NATS 的映像檔也會複製到儲存庫。',
  dirty: '工作目錄有尚未提交的變更：標籤會註明，並加上時間。',
  migratesFirst: '先更新資料庫，再逐一更換服務：',
  question: '要部署嗎？',

  cannotLoad: '尚未安裝部署到 AWS 所需的套件。',
  cannotLoadNext: '請在儲存庫的複本中執行 ./run deploy，會自動安裝缺少的套件。',
  noCommit: (reason) => `git 無法說明目前的提交：${reason}`,
  noCommitNext: '請在已安裝 git 的環境中，從儲存庫的複本部署：映像檔的標籤就是提交。',

  caIsThere: (count, file) => `資料庫的憑證授權單位已在 ${file}（${count} 張憑證）。`,
  caFetching: (url) => `正在從 ${url} 下載資料庫的憑證授權單位 …`,
  caFetched: (count, file) => `已將 ${count} 張憑證存入 ${file}。`,
  caKept: (reason, file) => `警告：無法下載憑證授權單位（${reason}）。改用 ${file} 中超過 30 天的版本。`,
  caMissing: (url, reason) => `無法從 ${url} 下載資料庫的憑證授權單位：${reason}`,
  caMissingNext: (file) =>
    `請檢查網路，或將 REGPIPE_RDS_CA_URL 設為其他網址，或自行將 RDS 的憑證檔放到 ${file}。`,
  noCertificate: '其中沒有憑證',
  brokenCertificate: '其中有無法讀取的憑證',
  expired: '其中的憑證都已過期',

  building: (tag) => `正在建置映像檔 ${tag} …`,
  pushing: (reference) => `正在推送 ${reference} …`,
  pulling: (image) => `正在下載 ${image} …`,
  dockerFailed: (what, code) => `docker ${what} 以代碼 ${code} 結束。`,
  dockerFailedNext: '請查看上方 Docker 的訊息，多半是網路或映像檔儲存庫的問題。',
  loginFailed: (host, reason) => `Docker 無法登入 ${host}：${reason}`,
  loginFailedNext: '請再執行一次；若仍失敗，請檢查 Docker 是否連得上儲存庫。',

  firstTime: '映像檔已推送，但還沒有任何服務。',
  firstSteps: (tag) => [
    '請先建立服務，再部署一次，以更新資料庫並等待服務就緒：',
    `  TF_VAR_image_tag=${tag} ./run tf-apply data runtime`,
    '  ./run deploy',
  ],

  noRegistry: (repositories) => `此帳號與區域中沒有儲存庫 ${repositories.join(' 與 ')}。`,
  noRegistryNext:
    '請先套用建立儲存庫的網路設定：./run tf-apply network。或檢查 TF_VAR_project、TF_VAR_region 與 AWS_PROFILE。',
  servicesMissing: (services) => `叢集中沒有這些服務：${services.join('、')}。`,
  familyMissing: (family) => `沒有任務定義 ${family}。`,
  foreignImage: (revision, repository) => `任務定義 ${revision} 中沒有容器使用 ${repository} 的映像檔。`,
  noNetwork: (revision) =>
    `任務定義 ${revision} 沒有說明任務要在哪裡執行（標籤 regpipe:subnets 與 regpipe:security-group）。`,
  applyRuntime: '請重新套用執行環境：./run tf-apply runtime',

  migrating: (revision) => `正在以 ${revision} 更新資料庫 …`,
  migrationStarted: (task, group) => `  任務 ${task}，日誌在 ${group}`,
  migrated: '資料庫已更新。',
  migrationFailed: (reason) => `資料庫更新失敗，服務都沒有變動：${reason}`,
  migrationNotStarted: (reason) => `更新資料庫的任務沒有啟動，服務都沒有變動：${reason}`,
  migrationNotStartedNext: '請稍後再執行 ./run deploy；若是容量不足，過一陣子就會恢復。',
  migrationTimedOut: (minutes) => `經過 ${minutes}，資料庫更新仍未結束。更新會自行繼續，服務都沒有變動。`,
  migrationGoesOn: (task) => `資料庫更新會自行繼續（任務 ${task}）。`,
  readLog: (group, stream) => `aws logs tail ${group} --log-stream-names ${stream}`,

  states: {
    waiting: '未變動',
    rolling: '更換中',
    completed: '完成',
    unchanged: '已在執行此版本',
    failed: '失敗',
  },
  tasks: (running, desired, failed) =>
    `${running}/${desired} 執行中${failed === 0 ? '' : `，${failed} 個失敗`}`,
  away: (reason) => `AWS 暫時沒有回應（${reason}），正在重試 …`,
  deployed: (tag) => `所有服務都已執行 ${tag}。`,

  rolloutFailed: (service, revision) => `${service} 無法以 ${revision} 運作：`,
  goesBack: (revision) => `ECS 會自行恢復 ${revision}。`,
  staysFailed: 'ECS 不會自行恢復。',
  rolloutFailedNext: (group) => `請查看日誌（aws logs tail ${group} --since 30m），修正後再部署。`,
  takeBack: '若要退回已更換的服務：./run rollback-deploy',
  superseded: (service, revision) => `其他人同時將 ${service} 換成了 ${revision}。`,
  supersededNext: '請先協調由誰部署，再執行一次。',
  serviceGone: (service) => `${service} 已從叢集中移除。`,
  timedOut: (service, time) => `經過 ${time}，${service} 仍未就緒。ECS 會自行繼續。`,
  timedOutNext:
    '可再執行一次以繼續等待，或執行 ./run rollback-deploy。等待時間由 REGPIPE_DEPLOY_LIMIT_S 設定。',
  interrupted: '已離開。ECS 已開始的部分會自行繼續。',
  interruptedNext: '要繼續：再執行同一個指令。要退回：./run rollback-deploy',
  interruptedEarly: '已離開，叢集沒有任何變動。',
  interruptedEarlyNext: '需要時再執行一次即可。',
  standing: '目前狀態：',

  willGoBack: '以下服務將逐一退回：',
  staysOn: '使用其他映像檔，不變動',
  nothingBefore: '沒有更早的版本，不變動',
  imageGone: (tag) => `不變動：映像檔 ${tag} 已不在儲存庫中`,
  backQuestion: '要退回嗎？',
  schemaStays: [
    '資料庫的控制資料表維持不變：每個版本都接受比自己更新的資料表。',
    '已發布的資料也不變；若要退回資料：./run rollback。',
  ],
  wentBack: '服務已恢復執行先前的版本。',
  noPrevious: '沒有可退回的版本：',
  noPreviousNext: '請改為部署其他版本：git switch … && ./run deploy',
  untagged: '其他映像檔',

  aws: {
    credentials: (operation, reason) => `AWS 不接受這組憑證（${operation}）：${reason}`,
    credentialsNext:
      '請重新登入（aws sso login，或更換金鑰），檢查 AWS_PROFILE 與系統時間，再執行一次：會從這裡繼續。',
    denied: (operation, reason) => `這組憑證沒有權限：${reason}（${operation}）`,
    deniedNext: (operation) => `請改用有 ${operation} 權限的設定檔，或請管理者授權。`,
    busy: (operation, reason) => `AWS 忙碌中（${operation}）：${reason}`,
    busyNext: '請一分鐘後再執行一次：會從這裡繼續。',
    unreachable: (operation, reason) => `AWS 沒有回應（${operation}）：${reason}`,
    unreachableNext: '請檢查網路、TF_VAR_region 與 AWS_ENDPOINT_URL。',
    refused: (operation, reason) => `AWS 拒絕了 ${operation}：${reason}`,
    refusedNext: '請查看 AWS 的訊息；./run tf-plan 可看出各項資源是否如預期。',
  },
};
