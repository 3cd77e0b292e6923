import type { Queryable } from '../connect-database.ts';

/** Drops runs of a schedule that were due more than so many days ago: a tick as old as that is late in any case. */
export async function forgetOldRuns(db: Queryable, schedule: string, days: number): Promise<void> {
  await db.query(
    'DELETE FROM etl.schedule_run WHERE schedule = $1 AND due_at < now() - make_interval(days => $2)',
    [schedule, days],
  );
}
