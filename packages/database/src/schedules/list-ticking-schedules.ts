import type { Timing } from '@regpipe/contracts';

import type { Queryable } from '../connect-database.ts';

/** All that the scheduler sees of a schedule. */
export interface TickingSchedule extends Timing {
  readonly name: string;
  readonly counts_from: string;
  /** Of the newest tick by the clock that has been dealt with. */
  readonly last_due_at: string | null;
}

/** The schedules that the clock is to tick for: neither paused nor ended. */
export async function listTickingSchedules(db: Queryable): Promise<TickingSchedule[]> {
  const { rows } = await db.query<TickingSchedule>(
    `SELECT name, cron, every_minutes, time_zone, counts_from,
            (SELECT max(due_at) FROM etl.schedule_run WHERE schedule = name AND ticked_by = 'clock') AS last_due_at
       FROM etl.schedule
      WHERE enabled AND (repeats IS NULL OR ticks < repeats)
      ORDER BY name`,
  );
  return rows;
}
