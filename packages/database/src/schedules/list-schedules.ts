import type { Queryable } from '../connect-database.ts';
import { maskScheduleSource } from './mask-schedule-source.ts';
import { SCHEDULE_VIEW, type ScheduleRow } from './schedule-view.ts';

/** Every schedule, by name. */
export async function listSchedules(db: Queryable): Promise<ScheduleRow[]> {
  const { rows } = await db.query<ScheduleRow>(
    `SELECT ${SCHEDULE_VIEW} FROM etl.schedule AS s ORDER BY s.name`,
  );
  return rows.map(maskScheduleSource);
}
