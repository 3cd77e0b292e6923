import type { Connection } from '../connect-database.ts';

/** Any number that nothing else in the database locks. */
const CREATION_LOCK = 7_267_004;

/** How many data sets besides this one are at work. Until the transaction ends nobody else gets an answer. */
export async function countOtherActiveJobs(connection: Connection, dataset: string): Promise<number> {
  await connection.query('SELECT pg_advisory_xact_lock($1)', [CREATION_LOCK]);
  const { rows } = await connection.query<{ count: number }>(
    `SELECT count(*) AS count FROM etl.etl_job_run
      WHERE dataset <> $1 AND status IN ('queued', 'running', 'publishing')`,
    [dataset],
  );
  return rows[0]?.count ?? 0;
}
