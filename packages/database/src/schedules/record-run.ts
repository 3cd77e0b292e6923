import type { TickOrigin } from '@regpipe/contracts';

import type { Connection } from '../connect-database.ts';

/** A tick, by what makes it one of its kind. */
export interface NewRun {
  readonly schedule: string;
  /** ISO 8601; a second tick of the schedule with the same is the same one. */
  readonly dueAt: string;
  readonly by: TickOrigin;
}

export type NewOutcome =
  /** The job's id follows in the same transaction: `nameJob`. */
  | { readonly outcome: 'started' }
  | {
      readonly outcome: 'skipped';
      readonly code: string;
      readonly message: string;
      /** The one in its way. */
      readonly jobId: number | null;
    };

/**
 * Keeps what came of a tick, and counts it where the clock has made it. To be called within a transaction. Gives false, and
 * keeps nothing, when the tick has had its run, the schedule all of its ticks, or nobody knows the schedule any more.
 *
 * The schedule's row is locked first, so that ticks of one schedule that come at once are counted one after the other.
 */
export async function recordRun(connection: Connection, run: NewRun, result: NewOutcome): Promise<boolean> {
  const found = await connection.query<{ counts: boolean; ended: boolean }>(
    `SELECT $3 = 'clock' AND $2 > counts_from AS counts, repeats IS NOT NULL AND ticks >= repeats AS ended
       FROM etl.schedule WHERE name = $1 FOR UPDATE`,
    [run.schedule, run.dueAt, run.by],
  );
  const [schedule] = found.rows;
  if (schedule === undefined || (schedule.counts && schedule.ended)) return false;
  const skipped = result.outcome === 'skipped' ? result : { code: null, message: null, jobId: null };
  const { rowCount } = await connection.query(
    `INSERT INTO etl.schedule_run (schedule, due_at, ticked_by, outcome, job_id, code, message)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (schedule, due_at) DO NOTHING`,
    [run.schedule, run.dueAt, run.by, result.outcome, skipped.jobId, skipped.code, skipped.message],
  );
  if (rowCount === 0) return false;
  if (schedule.counts) {
    await connection.query('UPDATE etl.schedule SET ticks = ticks + 1 WHERE name = $1', [run.schedule]);
  }
  return true;
}
