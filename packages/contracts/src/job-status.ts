/*
 * The life of a job:
 *
 *   queued ──► running ──► publishing ──► success
 *                 │             │    └──► partial     (some chunks ended in the dead letters)
 *                 ├────────────────────► skipped      (the source is what the live publication was made of)
 *                 ├─────────────┴──────► failed       (a clear error; may be resumed)
 *                 ├────────────────────► interrupted  (no heartbeat; may be resumed)
 *                 └────────────────────► cancelled    (by request; its tables are dropped)
 *
 *   failed, interrupted ──resume──► queued
 *   partial ──redrive──► queued    (its version stays live meanwhile; it ends as success, or as partial again)
 */
export const JOB_STATUSES = [
  'queued',
  'running',
  'publishing',
  'success',
  'partial',
  'skipped',
  'failed',
  'interrupted',
  'cancelled',
] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

/** The states in which a job occupies its data set: no second one may start beside it. */
export const ACTIVE_STATUSES = ['queued', 'running', 'publishing'] as const satisfies readonly JobStatus[];

/** The states from which `resume` goes on. */
export const RESUMABLE_STATUSES = ['failed', 'interrupted'] as const satisfies readonly JobStatus[];

/** The states in which chunks of a job may still be written: all from which it may go on. */
export const LOADING_STATUSES = [
  'queued',
  'running',
  'failed',
  'interrupted',
] as const satisfies readonly JobStatus[];

export const JOB_MODES = ['full', 'dry-run'] as const;
export type JobMode = (typeof JOB_MODES)[number];

/** Whether a job's rows take the place of what is live, or are merged into it. */
export const JOB_LOADS = ['replace', 'merge'] as const;
export type JobLoad = (typeof JOB_LOADS)[number];

export function isActive(status: JobStatus): boolean {
  return (ACTIVE_STATUSES as readonly JobStatus[]).includes(status);
}

export function isResumable(status: JobStatus): boolean {
  return (RESUMABLE_STATUSES as readonly JobStatus[]).includes(status);
}

/** True once nothing more will happen to the job by itself. */
export function isSettled(status: JobStatus): boolean {
  return !isActive(status);
}

/** True when the job ended the way its user wanted: the exit code 0 of every command. */
export function endedWell(status: JobStatus): boolean {
  return status === 'success' || status === 'skipped';
}
