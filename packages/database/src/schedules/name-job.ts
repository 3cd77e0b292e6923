import type { Queryable } from '../connect-database.ts';
import type { NewRun } from './record-run.ts';

/** Says which job a run has started. */
export async function nameJob(db: Queryable, run: NewRun, jobId: number): Promise<void> {
  await db.query('UPDATE etl.schedule_run SET job_id = $3 WHERE schedule = $1 AND due_at = $2', [
    run.schedule,
    run.dueAt,
    jobId,
  ]);
}
