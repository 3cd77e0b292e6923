import type { ScheduleRun } from '@regpipe/contracts';

import type { Queryable } from '../connect-database.ts';
import { RUN_VIEW } from './schedule-view.ts';

/** What came of a schedule's ticks, the one that was due last first. */
export async function listRuns(db: Queryable, schedule: string, limit: number): Promise<ScheduleRun[]> {
  const { rows } = await db.query<ScheduleRun>(
    `SELECT ${RUN_VIEW} FROM etl.schedule_run r WHERE r.schedule = $1 ORDER BY r.due_at DESC LIMIT $2`,
    [schedule, limit],
  );
  return rows;
}
