import type { JobMode, Timing } from '@regpipe/contracts';

import type { Queryable } from '../connect-database.ts';
import { maskScheduleSource } from './mask-schedule-source.ts';
import { SCHEDULE_VIEW, type ScheduleRow } from './schedule-view.ts';

export interface NewSchedule extends Timing {
  readonly name: string;
  readonly dataset: string;
  readonly mode: JobMode;
  /** Null for the data set's own. */
  readonly source: string | null;
  /** Null for without end. */
  readonly repeats: number | null;
  readonly enabled: boolean;
}

export interface SetSchedule {
  /** Whether there was none of this name before. */
  readonly made: boolean;
  readonly schedule: ScheduleRow;
}

/** Makes a schedule, or replaces the one of this name: it counts its ticks anew, from now on. Its runs are kept. */
export async function setSchedule(db: Queryable, schedule: NewSchedule): Promise<SetSchedule> {
  const { rows } = await db.query<ScheduleRow & { made: boolean }>(
    // xmax is the transaction that has locked or replaced a row: none, where it is new.
    `INSERT INTO etl.schedule AS s (name, dataset, mode, source, cron, every_minutes, time_zone, repeats, enabled)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (name) DO UPDATE
       SET dataset = $2, mode = $3, source = $4, cron = $5, every_minutes = $6, time_zone = $7, repeats = $8,
           enabled = $9, ticks = 0, counts_from = now(), updated_at = now()
     RETURNING ${SCHEDULE_VIEW}, s.xmax = 0 AS made`,
    [
      schedule.name,
      schedule.dataset,
      schedule.mode,
      schedule.source,
      schedule.cron,
      schedule.every_minutes,
      schedule.time_zone,
      schedule.repeats,
      schedule.enabled,
    ],
  );
  const [row] = rows;
  if (row === undefined) throw new TypeError('INSERT … RETURNING gave no row');
  const { made, ...set } = row;
  return { made, schedule: maskScheduleSource(set) };
}
