import type { Schedule } from '@regpipe/contracts';
import type { ScheduleRow } from '@regpipe/database';
import { inZone, nextDue } from '@regpipe/schedules';

/** A schedule as the API shows it: with when it is due next, where its clock goes. */
export function toSchedule({ counts_from: countsFrom, ...row }: ScheduleRow, now: Date): Schedule {
  return { ...row, next_at: row.enabled && !row.ended ? nextAt(row, countsFrom, now) : null };
}

/** Null as well where it cannot be counted: a zone that this system does not know hides no other schedule. */
function nextAt(timing: Omit<ScheduleRow, 'counts_from'>, countsFrom: string, now: Date): string | null {
  try {
    const [next] = nextDue({ timing, countsFrom: new Date(countsFrom) }, now, 1);
    return next === undefined ? null : inZone(next, timing.time_zone);
  } catch {
    return null;
  }
}
