import type { dataEn } from './texts.en.ts';

/** 資料頁面。 */
export const dataZhTW: typeof dataEn = {
  title: '資料',
  datasets: '資料集',
  version: (version) => `版本 ${version}`,
  stamped: (day) => `來源日期 ${day}`,
  unstamped: '來源未註明日期',
  published: '發布於',
  searchReady: '搜尋索引已就緒',
  searchBuilding: '正在建立搜尋索引',
  searchBuildingHint: '查詢仍可使用，只是較慢。',
};
