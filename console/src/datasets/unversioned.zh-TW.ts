import type { unversionedEn } from './unversioned.en.ts';

/** 沒有版本的資料集。 */
export const unversionedZhTW: typeof unversionedEn = {
  title: '這個資料集沒有版本',
  text: '它的每個檔案都會併入持續使用的資料表，因此沒有版本可供比較或退回。各檔案的處理結果請看檔案投放。',
  drops: '查看投放的檔案',
  data: '查看資料',
};
