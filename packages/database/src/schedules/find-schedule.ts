import type { Queryable } from '../connect-database.ts';
import { maskScheduleSource } from './mask-schedule-source.ts';
import { SCHEDULE_VIEW, type ScheduleRow } from './schedule-view.ts';

/** One schedule; undefined when there is none of this name. */
export async function findSchedule(db: Queryable, name: string): Promise<ScheduleRow | undefined> {
  const { rows } = await db.query<ScheduleRow>(
    `SELECT ${SCHEDULE_VIEW} FROM etl.schedule AS s WHERE s.name = $1`,
    [name],
  );
  return rows.map(maskScheduleSource)[0];
}
