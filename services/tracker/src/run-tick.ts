import { RefusedError, type ScheduleRun } from '@regpipe/contracts';
import {
  findRun,
  findSchedule,
  forgetOldRuns,
  type NewRun,
  readClock,
  readScheduleSource,
  type ScheduleRow,
} from '@regpipe/database';

import { judgeTick } from './judge-tick.ts';
import { skipTick } from './skip-tick.ts';
import { startJob } from './start-job.ts';
import { traceRequest } from './trace-request.ts';
import type { TrackerContext } from './tracker-context.ts';

/** How long it is kept what came of a tick. */
const KEPT_DAYS = 90;

/*
 * The life of a tick:
 *
 *   ticked ──► started   (its job and its row in etl.schedule_run, in one transaction)
 *     │  └───► skipped   (a row with the reason: TICK_LATE, or why no job could be started: JOB_RUNNING, TOO_MANY_JOBS …)
 *     └──────► void      (no row: the schedule is gone, paused or has ended)
 *
 * Nothing is written before it is known what comes of it. Whoever dies on the way leaves a tick as it was, and the stream
 * delivers it again; whoever dies afterwards leaves a row, which the next delivery finds. The key of the row (schedule, due
 * time) is what keeps a tick from running twice, however often and late it comes; the schedule's count of ticks changes with
 * the row and never otherwise. A job whose tracker died before its fetch was commanded is found by watchJobs.
 */

/** Deals with a tick. Gives what came of it, at this delivery or an earlier one; undefined for one that is void. */
export async function runTick(tracker: TrackerContext, tick: NewRun): Promise<ScheduleRun | undefined> {
  const { pool } = tracker.database;
  const known = await findRun(pool, tick.schedule, tick.dueAt);
  if (known !== undefined) return known;
  const schedule = await findSchedule(pool, tick.schedule);
  const now = new Date(await readClock(pool));
  const verdict = schedule === undefined ? 'void' : judgeTick(schedule, tick, now, tracker.tickGraceMs);
  if (schedule === undefined || verdict === 'void') {
    const why = schedule === undefined ? 'there is no such schedule' : 'its clock is stopped';
    tracker.log.warn({ event: 'tick_ignored', ...tick }, `A tick of "${tick.schedule}": ${why}`);
    return undefined;
  }
  if (verdict === 'late') await skipTick(tracker, tick, tooLate(tick, now, tracker.tickGraceMs));
  else await startOrSkip(tracker, schedule, tick);
  await forgetOldRuns(pool, tick.schedule, KEPT_DAYS);
  return findRun(pool, tick.schedule, tick.dueAt);
}

async function startOrSkip(tracker: TrackerContext, schedule: ScheduleRow, tick: NewRun): Promise<void> {
  const { dataset, mode } = schedule;
  const source = await readScheduleSource(tracker.database.pool, schedule.name);
  try {
    const request = { dataset, mode, ...(source === null ? {} : { source }) };
    const job = await traceRequest(tracker, 'start', {}, () => startJob(tracker, request, tick));
    tracker.log.info({ event: 'tick_started', job_run_id: job.id, ...tick }, `"${schedule.name}" ticked`);
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    // Another tracker, which had the same tick, was faster.
    if (error.code !== 'TICK_SPENT') await skipTick(tracker, tick, error);
  }
}

function tooLate(tick: NewRun, now: Date, graceMs: number): RefusedError {
  const seconds = Math.round((now.getTime() - Date.parse(tick.dueAt)) / 1_000);
  const message = `It came ${seconds} s after it was due; after ${graceMs / 1_000} s a tick is not run any more.`;
  return new RefusedError('TICK_LATE', message);
}
