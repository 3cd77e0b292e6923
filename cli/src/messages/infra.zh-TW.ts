import type { infraEn } from './infra.en.ts';

/** 操作 Terraform 的指令所用的文字；Terraform 自己的訊息照原樣顯示。 */
export const infraZhTW: typeof infraEn = {
  terraformMissing: '這裡沒有 Terraform 或 OpenTofu，也沒有可以代為執行的 Docker。',
  programMissing: (program) => `找不到程式 ${program}（REGPIPE_TERRAFORM）。`,
  terraformRefused: (program, reason) => `${program} 沒有回報版本：${reason}`,
  terraformOld: (program, version, oldest) =>
    `${program} ${version} 版本太舊，需要 ${oldest} 以上，密碼才不會寫進狀態檔。`,
  getTerraform:
    '請安裝 Terraform（https://developer.hashicorp.com/terraform/install）或 OpenTofu（https://opentofu.org/docs/intro/install/），或啟動 Docker。不在 PATH 中的程式可用 REGPIPE_TERRAFORM 指定。',
  fetchingImage: (image) => `正在取得 ${image} …`,
  imageNotFetched: (image, code) => `無法取得 ${image}（docker pull：${code}）。`,

  notInstalled: '尚未安裝產生 AWS 堆疊所需的套件（400 MB，位於 infra/node_modules）。',
  notInstalledNext: '請執行 ./run tf-synth，它會安裝；之後再執行一次。',
  synthFailed: (reason) => `無法產生設定檔：${reason}`,
  synthFailedNext: '請查看訊息，REGPIPE_DEBUG=1 會顯示更多。若沒有改過 infra/ 的內容，請回報。',
  noSuchStack: (unknown, known) => `沒有名為 ${unknown.join('、')} 的堆疊。現有：${known.join('、')}。`,
  written: (count) => `已寫出 ${count} 個堆疊的 Terraform JSON：`,
  warning: (text) => `警告：${text}`,
  toApply: '檢查：./run tf-validate。查看會有哪些變更：./run tf-plan。',

  preparing: (stack) => `${stack}：準備中（第一次會下載 AWS provider）…`,
  planning: (stack) => `${stack}：規劃中 …`,
  applying: (stack) => `${stack}：套用中 …`,
  destroying: (stack) => `${stack}：刪除中 …`,
  applied: (stacks) => `已套用：${stacks.join('、')}。`,
  waits: (stack, missing) =>
    `${stack}：要等 ${missing.join('、')} 套用後才能規劃（./run tf-apply ${missing.join(' ')}）。`,
  stacksMissing: (stack, missing) => `${stack} 需要的堆疊還不存在：${missing.join('、')}。`,
  stacksMissingNext: (missing) => `請先套用：./run tf-apply ${missing.join(' ')}`,
  applyNeedsYes: (stacks) =>
    `套用 ${stacks.join('、')} 前必須確認 terraform 的變更，但這裡沒有終端機可以詢問。未做任何變更。`,
  applyNeedsYesNext: '請先用 ./run tf-plan 查看變更，再加上 --auto 執行一次。',
  variablesMissing: (names) => `這些變數沒有值：${names.join('、')}。`,
  variablesMissingNext: '請在環境變數或 .env.local 中設定。',

  ended: (command, stack, code, asked) =>
    `${stack} 的 terraform ${command} 以 ${code} 結束${asked ? '：發生錯誤，或沒有回答 yes' : ''}。`,
  refused: (command, stack, said) => `${stack} 的 terraform ${command} 失敗：\n${said}`,
  doneBefore: (stacks) => `在此之前已完成：${stacks.join('、')}。`,
  endedNext: (again, changed) =>
    `請查看上方 terraform 的訊息。${changed ? '已完成的部分記在狀態檔中，可由此繼續' : '處理後執行'}：${again}`,
  refusedNext: (again) =>
    `請查看訊息，多半是網路問題，或 AWS 無法辨識身分（AWS_PROFILE、AWS_ACCESS_KEY_ID）。處理後執行：${again}`,

  valid: (stack) => `${stack}：有效`,
  halfValid: (stack) => `${stack}：格式正確，未與 provider 比對`,
  invalid: (stack) => `${stack}：無效`,
  someInvalid: (stacks) => `無效的堆疊：${stacks.join('、')}。`,
  someInvalidNext: '請查看上方的問題；設定由 infra/src/stacks 產生。',
  noProvider: (reason) => `這裡無法取得 AWS provider，只檢查了不需要 provider 的部分：\n${reason}`,
  noProviderNext:
    '請在可以下載 provider 的地方再執行一次，或在 terraform 設定鏡像（provider_installation）。',

  stackHas: (stack, count) => `  ${stack}：${count} 個資源`,
  willDestroy: '將永久刪除 AWS 上的下列資源與其中所有資料：',
  destroyQuestion: '全部刪除？',
  stacksRemain: (stacks, others) => `${others.join('、')} 需要 ${stacks.join('、')} 才能存在。`,
  stacksRemainNext: (others) => `請先刪除：./run tf-destroy ${others.join(' ')}`,
  destroyed: (stacks) =>
    stacks.length === 0 ? 'AWS 上沒有這些堆疊的任何資源。' : `已刪除：${stacks.join('、')}。`,
};
