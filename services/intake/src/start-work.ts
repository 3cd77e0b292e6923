import { errorCode, isResumable } from '@regpipe/contracts';
import {
  beginDrop,
  type DropFailure,
  findDropsJob,
  getJob,
  type OpenDrop,
  recordAudit,
} from '@regpipe/database';
import type { ObjectStore } from '@regpipe/object-store';

import type { IntakeContext } from './intake-context.ts';
import { type NextStep, settle } from './settle.ts';
import { inTurn, type Turn } from './turn.ts';

/**
 * Has a waiting drop's rows loaded: by the job of its last try, which is resumed, or by a new one. The drop runs once the job
 * is written down; a job that was started by somebody who could not do that any more is found again.
 */
export async function startWork(
  intake: IntakeContext,
  turn: Turn,
  drop: OpenDrop,
  store: ObjectStore,
): Promise<NextStep> {
  if (drop.dataset === null) {
    const message = `No data set takes a file of the name "${drop.object_key}".`;
    return settle(intake, turn, drop, { code: 'DROP_UNKNOWN', message });
  }
  const resumed = drop.job_id === null ? undefined : await goOn(intake, drop.job_id);
  const job = resumed ?? (await findOrStart(intake, turn, drop, drop.dataset, store));
  if (typeof job !== 'number') return settle(intake, turn, drop, job);
  const begun = await inTurn(intake, turn, async (connection) => {
    const next = await beginDrop(connection, drop.id, job);
    if (next === undefined) return undefined;
    await recordAudit(connection, {
      dropId: drop.id,
      jobId: job,
      event: 'started',
      severity: 'info',
      message: `Job ${job} loads "${drop.name}"`,
      payload: { attempt: next.attempt, dataset: drop.dataset },
    });
    return next;
  });
  if (begun === undefined || begun === 'lost') return 'lost';
  const fields = { event: 'drop_started', drop: drop.id, job_run_id: job, dataset: drop.dataset };
  intake.log.info({ ...fields, attempt: begun.attempt }, `Job ${job} loads "${drop.name}"`);
  return begun;
}

/** Resumes the job of an earlier try; undefined when it cannot go on, as a newer one has taken its place. */
async function goOn(intake: IntakeContext, jobId: number): Promise<number | undefined> {
  const job = await getJob(intake.database.pool, jobId);
  // What somebody has resumed or cancelled meanwhile is followed to its end as it is.
  if (job === undefined || !isResumable(job.status)) return job?.id;
  if (job.discarded_at !== null) return undefined;
  try {
    return (await intake.callTracker('tracker.resume', { jobId })).id;
  } catch (error) {
    if (errorCode(error) === 'JOB_SUPERSEDED') return undefined;
    throw error;
  }
}

async function findOrStart(
  intake: IntakeContext,
  turn: Turn,
  { id: dropId, object_key: key, etag }: OpenDrop,
  dataset: string,
  store: ObjectStore,
): Promise<number | NonNullable<DropFailure>> {
  const source = store.sourceOf(key);
  const found = await findDropsJob(intake.database.pool, { dropId, dataset, source, etag });
  if (found !== undefined) return found;
  const object = await store.head(key, turn.signal);
  if (object === undefined) return { code: 'DROP_GONE', message: `"${key}" is not there any more.` };
  if (object.etag !== etag) {
    const message = `Another file lies at "${key}" by now, which is a drop of its own.`;
    return { code: 'DROP_GONE', message };
  }
  return (await intake.callTracker('tracker.start', { dataset, source, sourceEtag: etag, mode: 'full' })).id;
}
