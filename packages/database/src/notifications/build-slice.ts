import { NOTIFICATIONS } from '@regpipe/contracts';

import type { Connection, Database } from '../connect-database.ts';
import { inTransaction } from '../transaction.ts';
import { lockWriters } from './lock-writers.ts';
import { projectNewest } from './project-newest.ts';

/** `gone`: the projection builds another generation, or none. */
export type SliceResult = 'built' | 'done' | 'gone';

/**
 * Lets a rebuild read its next commands, by transaction: as many as said, and the last transaction whole. How far it
 * has come is noted in the same transaction, so one that was killed goes on from there. What is recorded meanwhile is
 * written by its own batch, before or behind.
 *
 * Batches wait for it: the smaller, the less they do.
 */
export async function buildSlice(
  database: Database,
  generation: number,
  commands: number,
): Promise<SliceResult> {
  return inTransaction(database, async (connection) => {
    await lockWriters(connection);
    const from = await readPosition(connection, generation);
    if (from === undefined) return 'gone';
    const to = await findEnd(connection, from, commands);
    if (to === null) return 'done';
    const slice =
      '(SELECT * FROM public.command_record WHERE transaction_id > $1 AND transaction_id <= $2) slice';
    await connection.query(projectNewest(generation, slice), [from, to]);
    await connection.query(
      `UPDATE etl.projection
          SET built_to = $3, built_commands = built_commands
              + (SELECT count(*) FROM public.command_record WHERE transaction_id > $2 AND transaction_id <= $3)
        WHERE name = $1`,
      [NOTIFICATIONS, from, to],
    );
    return 'built';
  });
}

/** The transaction behind which to go on. */
async function readPosition(connection: Connection, generation: number): Promise<string | undefined> {
  const { rows } = await connection.query<{ from: string }>(
    `SELECT coalesce(built_to, '') AS "from" FROM etl.projection WHERE name = $1 AND building = $2`,
    [NOTIFICATIONS, generation],
  );
  return rows[0]?.from;
}

async function findEnd(connection: Connection, from: string, commands: number): Promise<string | null> {
  const { rows } = await connection.query<{ to: string | null }>(
    `SELECT max(transaction_id) AS "to"
       FROM (SELECT transaction_id FROM public.command_record WHERE transaction_id > $1
              ORDER BY transaction_id LIMIT $2) next`,
    [from, commands],
  );
  return rows[0]?.to ?? null;
}
