import { join } from 'node:path';

import type { TableDefinition } from '@regpipe/contracts';

import { columnList, createTables, keyStatements, referenceStatements, SORT_MEMORY } from './bare-tables.ts';
import { psql } from './psql.ts';
import type { Material, Reference } from './reference.ts';

/** What an expert would type: COPY into bare tables, then everything else, one after the other. */
export const floor: Reference = {
  name: 'floor',
  notes:
    'psql \\copy of the rows that a job has cleaned already into bare tables, then keys, indexes, foreign key',
  expectedRows: (job) => job,
  obstacle: () => Promise.resolve(undefined),
  async run({ bench, tables, directory }, schema) {
    const { databaseUrl } = bench.stack;
    await psql(databaseUrl, createTables(schema, tables));
    const copySeconds = await psql(
      databaseUrl,
      tables.map((table) => {
        const target = `${schema}.${table.name} (${columnList(table)})`;
        return `\\copy ${target} FROM '${fileOf(directory, table)}'`;
      }),
    );
    const keySeconds = await psql(databaseUrl, [
      SORT_MEMORY,
      ...tables.flatMap((table) => keyStatements(schema, table)),
      ...tables.flatMap((table) => referenceStatements(schema, table)),
    ]);
    return {
      seconds: copySeconds + keySeconds,
      stages: [
        { name: 'load', seconds: copySeconds },
        { name: 'keys', seconds: keySeconds },
      ],
    };
  },
};

/** Writes the rows that a job has published as COPY text: the floor starts from work that is already done. */
export async function exportCleanRows(material: Material, version: number): Promise<void> {
  await psql(
    material.bench.stack.databaseUrl,
    material.tables.map((table) => {
      const query = `SELECT ${columnList(table)} FROM regpipe.${table.name}_v${version}`;
      return `\\copy (${query}) TO '${fileOf(material.directory, table)}'`;
    }),
  );
}

function fileOf(directory: string, table: TableDefinition): string {
  return join(directory, `${table.name}.copy`);
}
