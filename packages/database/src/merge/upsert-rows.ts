import type { MergeDefinition, TableDefinition } from '@regpipe/contracts';

import type { Connection } from '../connect-database.ts';
import { liveTable, quote, versionTable } from '../versions/table-names.ts';

/**
 * Writes the rows of a job into the live table: new keys are inserted, known ones get the job's values. In the order of
 * their keys, so that two writers do not wait for each other. Gives how many rows were written.
 */
export async function upsertRows(
  connection: Connection,
  { table, stamps }: MergeDefinition,
  staged: TableDefinition,
  jobId: number,
): Promise<number> {
  const key = (staged.primaryKey ?? []).map(quote);
  const columns = staged.written.map(quote);
  const times = stamps.map(quote);
  const updates = [...columns, ...times]
    .filter((column) => !key.includes(column))
    .map((column) => `${column} = excluded.${column}`);
  const { rowCount } = await connection.query(
    `INSERT INTO ${liveTable(table)} (${[...columns, ...times].join(', ')})
     SELECT ${[...columns, ...times.map(() => 'now()')].join(', ')} FROM ${versionTable(staged.name, jobId)}
      ORDER BY ${key.map((column) => `${column} COLLATE "C"`).join(', ')}
     ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${updates.join(', ')}`,
  );
  return rowCount ?? 0;
}
