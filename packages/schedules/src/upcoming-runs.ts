import type { Schedule } from '@regpipe/contracts';

import { nextDue } from './due-times.ts';

type Shown = Pick<Schedule, 'cron' | 'every_minutes' | 'time_zone' | 'repeats' | 'ticks' | 'next_at'>;

/** The next `count` due times of a schedule as the API shows it; fewer where it ends before, none while it is paused. */
export function upcomingRuns(schedule: Shown, count: number): Date[] {
  const { repeats, ticks, next_at: nextAt, cron, every_minutes, time_zone } = schedule;
  if (nextAt === null) return [];
  const first = new Date(nextAt);
  const left = repeats === null ? count : Math.min(count, repeats - ticks);
  // Counted from a due time, an interval comes to the same ones.
  const regular = { timing: { cron, every_minutes, time_zone }, countsFrom: first };
  return [first, ...nextDue(regular, first, Math.max(left - 1, 0))];
}
