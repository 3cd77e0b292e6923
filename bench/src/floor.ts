import { join } from 'node:path';

import type { TableDefinition } from '@regpipe/contracts';

import { psql } from './psql.ts';

export interface FloorRun {
  readonly seconds: number;
  readonly copySeconds: number;
  /** Keys, indexes, foreign key. */
  readonly constraintSeconds: number;
}

const SCHEMA = 'bench_floor';

/** Writes the rows that a job has published as COPY text: the floor starts from work that is already done. */
export async function exportCleanRows(
  databaseUrl: string,
  tables: readonly TableDefinition[],
  version: number,
  directory: string,
): Promise<void> {
  await psql(
    databaseUrl,
    tables.map((table) => {
      const columns = columnList(table);
      return `\\copy (SELECT ${columns} FROM regpipe.${table.name}_v${version}) TO '${fileOf(directory, table)}'`;
    }),
  );
}

/** What an expert would type: COPY into bare tables, then everything else, one after the other. */
export async function runFloor(
  databaseUrl: string,
  tables: readonly TableDefinition[],
  directory: string,
): Promise<FloorRun> {
  await psql(databaseUrl, [
    `DROP SCHEMA IF EXISTS ${SCHEMA} CASCADE;`,
    `CREATE SCHEMA ${SCHEMA};`,
    ...tables.map((table) => createTable(table)),
    'CHECKPOINT;',
  ]);
  const copySeconds = await psql(
    databaseUrl,
    tables.map(
      (table) => `\\copy ${SCHEMA}.${table.name} (${columnList(table)}) FROM '${fileOf(directory, table)}'`,
    ),
  );
  const constraintSeconds = await psql(databaseUrl, [
    `SET maintenance_work_mem = '256MB';`,
    ...tables.flatMap((table) => constraints(table)),
  ]);
  await psql(databaseUrl, [`DROP SCHEMA ${SCHEMA} CASCADE;`]);
  return { seconds: copySeconds + constraintSeconds, copySeconds, constraintSeconds };
}

function createTable(table: TableDefinition): string {
  const columns = [...table.columns, { name: 'source_line', sql: 'integer NOT NULL' }];
  return `CREATE TABLE ${SCHEMA}.${table.name} (${columns.map(({ name, sql }) => `"${name}" ${sql}`).join(', ')});`;
}

function constraints(table: TableDefinition): string[] {
  const target = `${SCHEMA}.${table.name}`;
  const { primaryKey, unique = [], indexes = [], references } = table;
  return [
    ...(primaryKey === undefined ? [] : [`ALTER TABLE ${target} ADD PRIMARY KEY (${quoted(primaryKey)});`]),
    ...unique.map((columns) => `ALTER TABLE ${target} ADD UNIQUE (${quoted(columns)});`),
    ...indexes.map((columns) => `CREATE INDEX ON ${target} (${quoted(columns)});`),
    ...(references === undefined
      ? []
      : [
          `ALTER TABLE ${target} ADD FOREIGN KEY (${quoted(references.columns)})
             REFERENCES ${SCHEMA}.${references.table} (${quoted(references.foreign)});`,
        ]),
  ];
}

function columnList(table: TableDefinition): string {
  return quoted([...table.written, 'source_line']);
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}

function fileOf(directory: string, table: TableDefinition): string {
  return join(directory, `${table.name}.copy`);
}
