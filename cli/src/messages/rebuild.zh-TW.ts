import type { rebuildEn } from './rebuild.en.ts';

/** 重建投影時的文字。 */
export const rebuildZhTW: typeof rebuildEn = {
  watching: (name, generation) =>
    `正依命令紀錄重建 ${name}（第 ${generation} 代）；查詢期間照常使用現有資料。`,
  commands: (count) => `已讀取 ${count} 則命令`,
  done: (name, count, time) => `${name} 已重建：${count} 則命令，耗時 ${time}。`,
  left: (name) => `${name} 的重建會繼續進行，不需要這個終端機。`,
};
