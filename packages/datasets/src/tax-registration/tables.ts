import type { SearchIndex, TableDefinition } from '@regpipe/contracts';

import { WHOLE_HEADQUARTERS } from './registration-filters.ts';

/** What `RowWriter.row` calls the tables below. */
export const REGISTRATION_TABLE = 0;
export const INDUSTRY_TABLE = 1;

const taxRegistration: TableDefinition = {
  name: 'tax_registration',
  columns: [
    { name: 'ban', sql: 'text NOT NULL' },
    { name: 'headquarters_ban', sql: 'text' },
    { name: 'business_name', sql: 'text NOT NULL' },
    { name: 'business_address', sql: 'text' },
    { name: 'capital_amount', sql: 'bigint NOT NULL' },
    { name: 'business_setup_date', sql: 'text' },
    { name: 'business_type', sql: 'text' },
    { name: 'is_use_invoice', sql: 'boolean NOT NULL' },
    { name: 'created_at', sql: 'timestamptz NOT NULL DEFAULT now()' },
    { name: 'updated_at', sql: 'timestamptz NOT NULL DEFAULT now()' },
  ],
  written: [
    'ban',
    'headquarters_ban',
    'business_name',
    'business_address',
    'capital_amount',
    'business_setup_date',
    'business_type',
    'is_use_invoice',
  ],
  primaryKey: ['ban'],
  recordKey: 0,
};

const businessIndustry: TableDefinition = {
  name: 'business_industry',
  columns: [
    { name: 'business_id', sql: 'text NOT NULL' },
    { name: 'industry_code', sql: 'text NOT NULL' },
    { name: 'industry_name', sql: 'text' },
    { name: 'order', sql: 'smallint NOT NULL' },
  ],
  written: ['business_id', 'industry_code', 'industry_name', 'order'],
  unique: [['business_id', 'industry_code']],
  indexes: [['industry_code']],
  references: { columns: ['business_id'], table: 'tax_registration', foreign: ['ban'] },
  belongsTo: 'business_id',
};

export const tables: readonly TableDefinition[] = [taxRegistration, businessIndustry];

export const searchIndexes: readonly SearchIndex[] = [
  {
    name: 'business_name_bigrams',
    table: 'tax_registration',
    definition: 'USING gin (regpipe.bigrams(business_name))',
  },
  {
    // The column is kept as the source has it, and a B-tree refuses values over 2.7 kB: only whole numbers go in, so
    // that no damaged field can stop the index from being built. (A hash index takes any length, but has 48 MB.)
    name: 'headquarters_ban',
    table: 'tax_registration',
    definition: `(headquarters_ban) WHERE ${WHOLE_HEADQUARTERS}`,
  },
];
