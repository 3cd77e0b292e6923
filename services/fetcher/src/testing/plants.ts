import type { Dataset } from '@regpipe/datasets';

/** Three columns that a file must have, one that it may have, and a date line like `2026-05-09,,`. */
export const plants: Dataset = {
  name: 'plants',
  title: { en: 'Plants', 'zh-TW': '植物' },
  source: 'https://example.test/plants.csv',
  columns: ['code', '名稱', 'height'],
  optionalColumns: ['colour'],
  sourceStamp: ([first = '', ...rest]) =>
    /^\d{4}-\d\d-\d\d$/.test(first) && rest.every((field) => field === '') ? first : undefined,
  load: 'replace',
  tables: [],
  transform: () => 'blank',
};
