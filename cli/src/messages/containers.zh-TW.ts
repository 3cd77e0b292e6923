import type { containersEn } from './containers.en.ts';

/** 操作 Docker 的指令所用的文字；Docker 自己的訊息照原樣顯示。 */
export const containersZhTW: typeof containersEn = {
  dockerMissing: '尚未安裝 Docker。',
  getDocker:
    '請安裝 Docker 與 Compose：https://docs.docker.com/get-started/get-docker/ 。不使用 Docker 可改用 ./run dev。',
  dockerSilent: (reason) => `Docker 沒有回應：${reason}`,
  startDocker:
    '請啟動 Docker（Docker Desktop，或 sudo systemctl start docker）。若顯示 permission denied，請執行 sudo usermod -aG docker $USER 後重新登入。',
  composeMissing: 'Docker 沒有 Compose（docker compose）。',
  composeOld: (version, oldest) => `Docker Compose ${version} 版本太舊，需要 ${oldest} 以上。`,
  getCompose: '請安裝或更新：https://docs.docker.com/compose/install/ 。',

  makingPasswords: '正在補齊 .env 中的密碼 …',
  passwordsFailed: (reason) => `無法寫入密碼：${reason}`,
  passwordsFailedNext: '請檢查 .env 與其資料夾的擁有者，以及剩餘空間。',
  building: '正在建置映像檔 …',
  buildFailed: (code) => `映像檔建置失敗（docker compose build：${code}）。`,
  buildFailedNext: '請查看上方 Docker 的訊息，多半是網路或套件來源的問題。之後再執行 ./run setup。',
  starting: '正在啟動容器，直到全部正常運作 …',
  startFailed: (unwell) =>
    unwell.length === 0 ? '容器沒有啟動。' : `有容器未正常運作：${unwell.join('、')}。`,
  startFailedNext: '請查看上方 Docker 的訊息。若連接埠已被占用，請在 .env 設定 REGPIPE_HTTP_PORT。',
  readLogs: (services) => `請查看日誌：docker compose logs ${services.join(' ')}`,
  notSetUp: '還沒有密碼：.env 中沒有 REGPIPE_API_TOKEN。',
  notSetUpNext: '請先執行 ./run setup。',

  credentialsMissing: (file) => `CloudWatch 代理程式（profile aws）沒有金鑰：${file} 不是檔案。`,
  credentialsMissingNext:
    '請將 AWS 使用者的金鑰寫入該檔（見 docs/containers.md），或從 COMPOSE_PROFILES 移除 aws。',
  credentialsOpen: (file) => `${file} 存有 AWS 金鑰，但擁有者以外的人也能讀取。`,
  credentialsOpenNext: (file) => `chmod 600 ${file}`,

  console: '主控台與 API',
  logs: '日誌',
  toBegin: '一切就緒。載入資料：./run etl。停止：./run down。',

  down: '容器已移除，資料保留在磁碟區中。再次啟動：./run up。',
  downFailed: (code) => `Docker 無法移除容器（docker compose down：${code}）。`,
  downFailedNext: '請查看上方 Docker 的訊息，再執行一次。',

  willRemove: [
    '將移除容器，並永久刪除磁碟區中的所有內容：',
    '  已發布的資料庫、處理中的區塊、死信、待匯入的檔案與日誌。',
  ],
  willRemoveImage: (image) => `  映像檔 ${image} 也會移除。`,
  removeQuestion: '全部移除？',
  removed: '容器、磁碟區與映像檔都已移除。',
  removedButImage: (image) => `容器與磁碟區已移除，映像檔 ${image} 保留。`,
  envKept: (file) => `${file} 中的密碼與設定保留。`,
};
