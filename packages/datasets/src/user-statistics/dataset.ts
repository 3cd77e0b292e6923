import type { MergeDataset } from '../dataset.ts';
import { COLUMNS } from './columns.ts';
import { findUserStatistics } from './find-user-statistics.ts';
import { REJECT_COLUMNS } from './rules.ts';
import { merge, tables } from './tables.ts';
import { transform } from './transform.ts';

/** How often users have logged in and posted, told by files that are dropped now and then, each about some users. */
export const userStatistics: MergeDataset = {
  name: 'user-statistics',
  title: { en: 'User statistics', 'zh-TW': '使用者統計' },
  load: 'merge',
  source: null,
  columns: COLUMNS,
  tables,
  transform,
  rejectColumns: REJECT_COLUMNS,
  merge,
  drops: { fileName: /\.csv$/i, retries: 3, firstPauseMs: 2_000 },
  routes: [findUserStatistics],
};
