import type { NewRun, ScheduleRow } from '@regpipe/database';

export type Verdict =
  | 'run'
  /** Due too long ago. */
  | 'late'
  /** The clock no longer ticks for the schedule: it is paused, has ended, or was made anew since. */
  | 'void';

/** What is to become of a tick of a schedule. Who ticks by hand means it, also where the clock is stopped. */
export function judgeTick(
  schedule: Pick<ScheduleRow, 'enabled' | 'ended' | 'created_at'>,
  tick: Pick<NewRun, 'dueAt' | 'by'>,
  now: Date,
  graceMs: number,
): Verdict {
  const due = Date.parse(tick.dueAt);
  if (tick.by === 'clock') {
    if (!schedule.enabled || schedule.ended) return 'void';
    if (due < Date.parse(schedule.created_at)) return 'void';
  }
  return now.getTime() - due > graceMs ? 'late' : 'run';
}
