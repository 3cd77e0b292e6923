import { maskSource } from '@regpipe/contracts';

import type { ScheduleRow } from './schedule-view.ts';

/** A schedule as it may be shown: what opens its source is for the fetch alone. */
export function maskScheduleSource(schedule: ScheduleRow): ScheduleRow {
  return { ...schedule, source: schedule.source === null ? null : maskSource(schedule.source) };
}
