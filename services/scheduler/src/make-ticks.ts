import { publishTick } from '@regpipe/bus';
import { errorMessage } from '@regpipe/contracts';
import { listTickingSchedules, type TickingSchedule } from '@regpipe/database';
import { lastDue } from '@regpipe/schedules';

import type { SchedulerContext } from './scheduler-context.ts';

/** For NATS to take a tick. After that everything is looked at anew: what is due by then counts, not what was. */
const TICK_LIMIT_MS = 10_000;

/** What this process has done last for each schedule, by name: the due time that it ticked, or what was wrong. */
export type LastTicks = Map<string, string>;

/*
 * Of each schedule only its last due time is looked at. Where that has not been ticked it is now, however late: the tracker
 * judges whether it is still run. So what was missed while no scheduler was there is not caught up, and the newest of it is
 * kept as skipped.
 *
 * A due time that is ticked twice (by two schedulers, after a restart, by a clock that was put back) makes one message within
 * JetStream's window of two minutes, and one run at any time.
 */

/** Ticks for every schedule that is due. Looks at the schedules anew each time, so a change counts from the next look on. */
export async function makeTicks(scheduler: SchedulerContext, last: LastTicks): Promise<void> {
  const now = await scheduler.clock();
  for (const schedule of await listTickingSchedules(scheduler.database.pool)) {
    const due = dueTime(scheduler, schedule, now, last);
    if (due === undefined || due === last.get(schedule.name) || due === schedule.last_due_at) continue;
    const signal = AbortSignal.any([scheduler.signal, AbortSignal.timeout(TICK_LIMIT_MS)]);
    await publishTick(scheduler.bus, schedule.name, due, signal);
    last.set(schedule.name, due);
    scheduler.log.info(
      { event: 'schedule_ticked', schedule: schedule.name, due_at: due },
      `"${schedule.name}" is due`,
    );
  }
}

/** A schedule that cannot be counted, as its zone is gone from this system, say, holds up no other. It is told once. */
function dueTime(
  { log }: SchedulerContext,
  { name, counts_from: countsFrom, ...timing }: TickingSchedule,
  now: Date,
  last: LastTicks,
): string | undefined {
  try {
    return lastDue({ timing, countsFrom: new Date(countsFrom) }, now)?.toISOString();
  } catch (error) {
    const problem = errorMessage(error);
    if (last.get(name) !== problem) {
      log.error({ event: 'schedule_unreadable', schedule: name, err: error }, problem);
    }
    last.set(name, problem);
    return undefined;
  }
}
