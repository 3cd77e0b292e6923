import type { schedulesEn } from './texts.en.ts';

/** 各頁共用的排程文字。 */
export const schedulesZhTW: typeof schedulesEn = {
  cron: (expression, zone) => `${expression}（${zone}）`,
  every: (minutes) => `每 ${minutes} 分鐘`,
  ticks: (ticks, repeats) => (repeats === null ? `${ticks} 次，不限次數` : `${ticks}／${repeats} 次`),
  states: { on: '啟用', paused: '已暫停', ended: '已結束' },
  outcomes: { started: '已開始', skipped: '略過' },
  by: { clock: '計時', hand: '手動' },
  job: (id) => `作業 ${id}`,
  actions: {
    run: '立即執行',
    runTitle: (name) => `立即執行 ${name}？`,
    runText: '如同到期一般立即開始作業；下次執行的時間不變。',
    ran: (name, id) => (id === null ? `${name} 已執行。` : `${name} 已開始作業 ${id}。`),
    skipped: (name, why) => `${name} 已略過：${why}`,
    pause: '暫停',
    paused: (name) => `${name} 已暫停。`,
    goOn: '恢復',
    wentOn: (name) => `${name} 已恢復。`,
    edit: '修改',
    remove: '移除',
    removeTitle: (name) => `移除 ${name}？`,
    removeText: '排程與其執行紀錄會移除；它所開始的作業仍保留。',
    removed: (name) => `${name} 已移除。`,
  },
};
