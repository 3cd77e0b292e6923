import type { ScheduleRun } from '@regpipe/contracts';

import type { Queryable } from '../connect-database.ts';
import { RUN_VIEW } from './schedule-view.ts';

/** What came of one tick; undefined while it has not been dealt with. */
export async function findRun(
  db: Queryable,
  schedule: string,
  dueAt: string,
): Promise<ScheduleRun | undefined> {
  const { rows } = await db.query<ScheduleRun>(
    `SELECT ${RUN_VIEW} FROM etl.schedule_run r WHERE r.schedule = $1 AND r.due_at = $2`,
    [schedule, dueAt],
  );
  return rows[0];
}
