import type { TableDefinition } from '@regpipe/contracts';

/*
 * A data set's tables in a schema of a reference's own: first bare, then with the same keys, indexes and references
 * that a published version has.
 */

export function createTables(schema: string, tables: readonly TableDefinition[]): string[] {
  return [
    ...[`DROP SCHEMA IF EXISTS ${schema} CASCADE;`, `CREATE SCHEMA ${schema};`],
    ...tables.map(({ name, columns }) => {
      const all = [...columns, { name: 'source_line', sql: 'integer NOT NULL' }];
      const list = all.map((column) => `"${column.name}" ${column.sql}`).join(', ');
      return `CREATE TABLE ${schema}.${name} (${list});`;
    }),
  ];
}

/** Keys and indexes of one table. */
export function keyStatements(schema: string, table: TableDefinition): string[] {
  const { primaryKey, unique = [], indexes = [] } = table;
  const target = `${schema}.${table.name}`;
  return [
    ...(primaryKey === undefined ? [] : [`ALTER TABLE ${target} ADD PRIMARY KEY (${quoted(primaryKey)});`]),
    ...unique.map((columns) => `ALTER TABLE ${target} ADD UNIQUE (${quoted(columns)});`),
    ...indexes.map((columns) => `CREATE INDEX ON ${target} (${quoted(columns)});`),
  ];
}

/** Needs the keys of the other tables. */
export function referenceStatements(schema: string, { name, references }: TableDefinition): string[] {
  if (references === undefined) return [];
  const foreign = `${schema}.${references.table} (${quoted(references.foreign)})`;
  return [
    `ALTER TABLE ${schema}.${name} ADD FOREIGN KEY (${quoted(references.columns)}) REFERENCES ${foreign};`,
  ];
}

/** The columns that are loaded; the others take their default. */
export function columnList(table: TableDefinition): string {
  return quoted([...table.written, 'source_line']);
}

/** What sorting millions of rows wants: the same for every way. */
export const SORT_MEMORY = `SET maintenance_work_mem = '256MB';`;

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}
