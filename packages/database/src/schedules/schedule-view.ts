import type { Schedule } from '@regpipe/contracts';

/** A schedule as the API shows it, but for its next due time, which the database cannot know. */
export interface ScheduleRow extends Omit<Schedule, 'next_at'> {
  /** Nothing was due at this moment or before, and `every_minutes` counts from it. */
  readonly counts_from: string;
}

/** The columns of `ScheduleRun` in the contracts, from `etl.schedule_run r`. */
export const RUN_VIEW = `r.due_at, r.ticked_at, r.ticked_by AS by, r.outcome, r.job_id, r.code, r.message`;

/** The columns of `ScheduleRow` from `etl.schedule s`; the address of its source is not masked yet. */
export const SCHEDULE_VIEW = `
  s.name, s.dataset, s.mode, s.source, s.cron, s.every_minutes, s.time_zone, s.repeats, s.ticks, s.enabled,
  s.repeats IS NOT NULL AND s.ticks >= s.repeats AS ended, s.counts_from, s.created_at, s.updated_at,
  (SELECT jsonb_build_object(
            'due_at', to_char(r.due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
            'ticked_at', to_char(r.ticked_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
            'by', r.ticked_by, 'outcome', r.outcome, 'job_id', r.job_id, 'code', r.code, 'message', r.message)
     FROM etl.schedule_run r WHERE r.schedule = s.name ORDER BY r.due_at DESC LIMIT 1) AS last_run`;
