import type { FetchPlan } from './commands.ts';
import type { DroppedObject, ReceivedDrop } from './drops.ts';
import type { JobMode } from './job-status.ts';
import type { Job, Publication } from './job.ts';
import type { NotificationPage, NotificationQuestion } from './notifications.ts';
import type { Projection } from './projection.ts';
import type { ScheduleRun } from './schedule.ts';

/*
 * The short request/reply calls over Moleculer, and the one broadcast. Everything that must survive a crash goes
 * over JetStream instead.
 */

/** A call that a request has led to. */
export interface Requested {
  /** Of the request, for the trace of the job. */
  readonly traceparent?: string;
}

export interface StartJob extends Requested {
  readonly dataset: string;
  readonly mode: JobMode;
  readonly source?: string;
  /** Of what the source must be when it is opened, without quotes; whatever it is then, where nothing is said. */
  readonly sourceEtag?: string;
  readonly limit?: number;
  readonly chunkSize?: number;
  /** Load the source even where it is what the live publication was made of. */
  readonly force?: boolean;
  /** Publish however many rows are gone or rejected. */
  readonly accept?: boolean;
}

export interface ResumeJob extends Requested {
  readonly jobId: number;
  /** Publish however many rows are gone or rejected. */
  readonly accept?: boolean;
}

/** Moleculer action name → what it takes and gives. */
export interface Calls {
  'tracker.start': { params: StartJob; result: CallResult<Job> };
  'tracker.resume': { params: ResumeJob; result: CallResult<Job> };
  'tracker.redrive': { params: Requested & { jobId: number }; result: CallResult<Job> };
  'tracker.cancel': { params: Requested & { jobId: number }; result: CallResult<Job> };
  'tracker.rollback': { params: { dataset: string }; result: CallResult<Publication> };
  /** Runs a schedule now, by hand: started, or skipped with the reason. */
  'tracker.tick': { params: { schedule: string }; result: CallResult<ScheduleRun> };
  /** Takes note of a dropped file, durably; it is worked on when its turn comes. */
  'intake.receive': { params: DroppedObject; result: CallResult<ReceivedDrop> };
  /** Has a projection made anew from the commands. */
  'projector.rebuild': { params: { projection: string }; result: CallResult<Projection> };
  'query.answer': { params: NotificationQuestion; result: CallResult<NotificationPage> };
  'tracker.fetchPlan': { params: { jobId: number; attempt: number }; result: CallResult<FetchPlan> };
}
export type CallName = keyof Calls;

/** A refusal is an expected answer, so it travels as data and not as a thrown error. */
export type CallResult<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly code: string;
      readonly message: string;
      readonly fields: Record<string, unknown>;
    };

/** Broadcast by the tracker each time a job's row changes; the gateway passes it on to its SSE clients. */
export const JOB_CHANGED = 'job.changed';
/** Broadcast by the tracker when a job no longer wants data (cancelled, failed). */
export const JOB_STOPPED = 'job.stopped';
