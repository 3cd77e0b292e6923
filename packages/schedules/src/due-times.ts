import type { Timing } from '@regpipe/contracts';

import { cronOf } from './cron-of.ts';

/*
 * When a schedule is due. All of it follows from the timing and the moment from which it counts, so that every scheduler,
 * gateway and command line comes to the same times.
 *
 * A cron expression is read in its time zone. `every_minutes` counts from the beginning of the minute in which the schedule
 * was set: every 90 minutes, set at 10:12:40, is due at 11:42, 13:12 and so on, whatever clocks are put forward or back.
 */

const MINUTE_MS = 60_000;

/** A timing, and the moment from which it counts: nothing is due at it or before. */
export interface Regular {
  readonly timing: Timing;
  readonly countsFrom: Date;
}

/** The first `count` due times after a moment, soonest first; fewer where there are no more. */
export function nextDue({ timing, countsFrom }: Regular, after: Date, count: number): Date[] {
  const from = after > countsFrom ? after : countsFrom;
  if (timing.cron !== null) return cronOf(timing.cron, timing.time_zone).nextRuns(count, from);
  const { anchor, step } = intervalOf(timing, countsFrom);
  const first = Math.floor((from.getTime() - anchor) / step) + 1;
  return Array.from({ length: count }, (_, index) => new Date(anchor + (first + index) * step));
}

/** The last due time up to and with a moment; undefined where nothing was due yet. */
export function lastDue({ timing, countsFrom }: Regular, until: Date): Date | undefined {
  const due = lastOf(timing, countsFrom, until);
  return due !== undefined && due > countsFrom ? due : undefined;
}

function lastOf(timing: Timing, countsFrom: Date, until: Date): Date | undefined {
  if (timing.cron === null) {
    const { anchor, step } = intervalOf(timing, countsFrom);
    return new Date(anchor + Math.floor((until.getTime() - anchor) / step) * step);
  }
  // croner looks before a moment, and we look up to it.
  const [due] = cronOf(timing.cron, timing.time_zone).previousRuns(1, new Date(until.getTime() + 1));
  return due;
}

function intervalOf(timing: Timing, countsFrom: Date): { anchor: number; step: number } {
  return {
    anchor: Math.floor(countsFrom.getTime() / MINUTE_MS) * MINUTE_MS,
    step: (timing.every_minutes ?? 1) * MINUTE_MS,
  };
}
