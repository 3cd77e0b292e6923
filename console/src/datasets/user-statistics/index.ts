import type { MergedView } from '../dataset-view.ts';
import { Browse } from './browse.tsx';
import { Record } from './record.tsx';

/** How often users have logged in and posted: found by the user's ID. */
export const userStatisticsView: MergedView = { dataset: 'user-statistics', load: 'merge', Browse, Record };
