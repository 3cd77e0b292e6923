import type { MergeDefinition, TableDefinition } from '@regpipe/contracts';

import { FATAL_REJECTS } from './rules.ts';

/** What `RowWriter.row` calls the table of a file's rows. */
export const STATISTICS_TABLE = 0;

const COUNTED = [
  { name: 'user_id', sql: 'text NOT NULL' },
  { name: 'login_count', sql: 'bigint NOT NULL' },
  { name: 'post_count', sql: 'bigint NOT NULL' },
] as const;

/** Where a file's rows wait until all of them are read and checked. */
const fileRows: TableDefinition = {
  name: 'user_statistics',
  columns: COUNTED,
  written: ['user_id', 'login_count', 'post_count'],
  primaryKey: ['user_id'],
  recordKey: 0,
};

const users: TableDefinition = {
  name: 'users',
  columns: [
    { name: 'user_id', sql: 'text' },
    { name: 'username', sql: 'text' },
    { name: 'email', sql: 'text' },
    { name: 'created_at', sql: 'timestamptz NOT NULL DEFAULT now()' },
    { name: 'updated_at', sql: 'timestamptz NOT NULL DEFAULT now()' },
    { name: 'is_active', sql: 'boolean NOT NULL DEFAULT true' },
    { name: 'metadata', sql: `jsonb NOT NULL DEFAULT '{}'` },
  ],
  written: [],
  primaryKey: ['user_id'],
};

const userStatistics: TableDefinition = {
  name: 'user_statistics',
  columns: [...COUNTED, { name: 'updated_at', sql: 'timestamptz NOT NULL DEFAULT now()' }],
  written: [],
  primaryKey: ['user_id'],
  references: { columns: ['user_id'], table: 'users', foreign: ['user_id'] },
};

export const tables: readonly TableDefinition[] = [fileRows];

export const merge: MergeDefinition = {
  table: 'user_statistics',
  stamps: ['updated_at'],
  reference: {
    column: 'user_id',
    table: 'users',
    foreign: 'user_id',
    reject: { type: 'USER_NOT_FOUND', message: 'There is no user with this ユーザーID' },
    active: { column: 'is_active', warning: 'USER_INACTIVE' },
  },
  liveTables: [users, userStatistics],
  maxConcurrency: 5,
  toleratedFailurePercentage: 5,
  fatalRejects: FATAL_REJECTS,
};
