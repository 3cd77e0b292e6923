import type { Dataset } from '../dataset.ts';
import { COLUMNS, OPTIONAL_COLUMNS } from './columns.ts';
import { routes, statistics } from './routes.ts';
import { REJECT_COLUMNS } from './rules.ts';
import { sourceStamp } from './stamp.ts';
import { searchIndexes, tables } from './tables.ts';
import { transform } from './transform.ts';

/** Taiwan's national business tax registration, republished daily by the Fiscal Information Agency. */
export const taxRegistration: Dataset = {
  name: 'tax-registration',
  title: { en: 'National business tax registration (Taiwan)', 'zh-TW': '全國營業稅籍登記' },
  source: 'https://eip.fia.gov.tw/data/BGMOPEN1.csv',
  columns: COLUMNS,
  optionalColumns: OPTIONAL_COLUMNS,
  sourceStamp,
  load: 'replace',
  tables,
  transform,
  rejectColumns: REJECT_COLUMNS,
  searchIndexes,
  routes,
  statistics,
};
