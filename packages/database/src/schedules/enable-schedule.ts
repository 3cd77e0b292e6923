import type { Queryable } from '../connect-database.ts';
import { maskScheduleSource } from './mask-schedule-source.ts';
import { SCHEDULE_VIEW, type ScheduleRow } from './schedule-view.ts';

/**
 * Pauses a schedule or takes it up again; one that is as asked stays as it is. What would have been due meanwhile is not:
 * it counts from the moment in which it is taken up. Gives undefined when there is none of this name.
 */
export async function enableSchedule(
  db: Queryable,
  name: string,
  enabled: boolean,
): Promise<ScheduleRow | undefined> {
  const { rows } = await db.query<ScheduleRow>(
    `UPDATE etl.schedule AS s
        SET enabled = $2,
            counts_from = CASE WHEN $2 AND NOT s.enabled THEN now() ELSE s.counts_from END,
            updated_at = CASE WHEN s.enabled <> $2 THEN now() ELSE s.updated_at END
      WHERE s.name = $1
      RETURNING ${SCHEDULE_VIEW}`,
    [name, enabled],
  );
  return rows.map(maskScheduleSource)[0];
}
