import type { TableDefinition } from '@regpipe/contracts';

import type { Queryable } from '../connect-database.ts';
import { keyTable, quote, SOURCE_LINE, versionTable } from './table-names.ts';

/**
 * Creates a version's tables, bare: keys and indexes come when everything is in (COPY into tables that carry their keys
 * took four times as long). Autovacuum stays away until then.
 */
export async function createVersionTables(
  db: Queryable,
  tables: readonly TableDefinition[],
  version: number,
): Promise<void> {
  for (const table of tables) await createBareTable(db, versionTable(table.name, version), table);
}

/** @param name quoted */
export async function createBareTable(db: Queryable, name: string, table: TableDefinition): Promise<void> {
  const columns = [...table.columns, { name: SOURCE_LINE, sql: 'integer NOT NULL' }];
  const list = columns.map((column) => `${quote(column.name)} ${column.sql}`).join(', ');
  await db.query(`CREATE TABLE IF NOT EXISTS ${name} (${list}) WITH (autovacuum_enabled = false)`);
}

/**
 * Creates the table in which a dry run keeps its keys. Logged like any other: a crash would empty an unlogged one, while
 * the ledger goes on saying that the keys are in.
 */
export async function createKeyTable(db: Queryable, version: number): Promise<void> {
  await db.query(
    `CREATE TABLE IF NOT EXISTS ${keyTable(version)} (key text NOT NULL, ${SOURCE_LINE} integer NOT NULL)
       WITH (autovacuum_enabled = false)`,
  );
}
