import type { TableDefinition } from '@regpipe/contracts';

import type { Connection, Database } from '../connect-database.ts';
import { inTransaction } from '../transaction.ts';
import { pointViews } from './point-views.ts';

export type RollBackResult = { readonly version: number } | 'no-previous-version';

/**
 * Points the live names at the newest kept version before the live one, and never again at the one it leaves. Throws 55P03 while readers hold the views.
 */
export async function rollBack(
  database: Database,
  dataset: string,
  tables: readonly TableDefinition[],
  lockTimeoutMs: number,
): Promise<RollBackResult> {
  return inTransaction(database, async (connection) => {
    const { rows } = await connection.query<{ version: number }>(
      `SELECT version FROM etl.publication
        WHERE dataset = $1 AND dropped_at IS NULL AND rolled_back_at IS NULL
          AND version < (SELECT version FROM etl.publication WHERE dataset = $1 AND live)
        ORDER BY version DESC LIMIT 1`,
      [dataset],
    );
    const version = rows[0]?.version;
    if (version === undefined) return 'no-previous-version';
    const left = await connection.query<{ version: number }>(
      `UPDATE etl.publication SET live = false, rolled_back_at = clock_timestamp() WHERE dataset = $1 AND live
       RETURNING version`,
      [dataset],
    );
    await connection.query('UPDATE etl.publication SET live = true WHERE dataset = $1 AND version = $2', [
      dataset,
      version,
    ]);
    await noteRollBack(connection, left.rows[0]?.version ?? 0, version);
    await pointViews(connection, dataset, tables, version, lockTimeoutMs);
    return { version };
  });
}

/** In the timelines of both jobs: a version's number is the id of its job. */
async function noteRollBack(connection: Connection, left: number, restored: number): Promise<void> {
  await connection.query(
    `INSERT INTO etl.job_event (job_id, attempt, type, data)
     SELECT j.id, j.attempt, noted.type, noted.data
       FROM (VALUES ($1::bigint, 'publication.rolled-back', jsonb_build_object('to', $2::bigint)),
                    ($2, 'publication.restored', jsonb_build_object('from', $1))) AS noted (job_id, type, data)
       JOIN etl.etl_job_run j ON j.id = noted.job_id`,
    [left, restored],
  );
}
