import { type Job, type Progress, publishSteps } from '@regpipe/contracts';

import { recordsDone, recordsInAll, type RecordTotal } from './records.ts';
import type { StageAmount, StageName, StageState } from './stage.ts';

/**
 * How far each stage of a job is. A repair reads no source: it has the last two stages only. A job that has been resumed
 * starts with what its ledger holds.
 */
export function stagesOf(job: Job): StageAmount[] {
  const load = loadStage(job);
  const stages = [load, publishStage(job)];
  return job.repair === null ? [fetchStage(job), transformStage(job, load), ...stages] : stages;
}

function fetchStage(job: Job): StageAmount {
  const { progress } = job;
  const state = stateOf(job, isFetched(progress), job.status !== 'queued');
  // What an earlier attempt had read says nothing: this one may begin elsewhere.
  const isKnown = job.attempt === 1 || progress?.fetched_batches !== null;
  const bytes = comparableBytes(job);
  if (bytes !== null) {
    const done = isKnown ? bytes.done : null;
    return stage('fetch', 'bytes', state, { done, total: bytes.total, totalIsEstimate: false });
  }
  // With a limit the end of the source is never reached, so that only records tell how much is left.
  const read = progress?.fetched_records ?? 0;
  const all = recordsInAll(job);
  const total = all.total === null ? null : Math.max(all.total, read);
  return stage('fetch', 'records', state, { ...all, done: isKnown ? read : null, total });
}

function transformStage(job: Job, load: StageAmount): StageAmount {
  const { progress } = job;
  const done = progress?.transformed_batches ?? null;
  const fetched = progress?.fetched_batches ?? 0;
  const total = chunksInAll(job);
  const isDone = load.state === 'done' || (isFetched(progress) && done === total.total);
  const state = stateOf(job, isDone, fetched > 0 || (done ?? 0) > 0 || recordsDone(job) > 0);
  return stage('transform', 'chunks', state, { done, ...total });
}

function loadStage(job: Job): StageAmount {
  const done = recordsDone(job);
  const all = recordsInAll(job);
  const isDone = job.records_total !== null && done >= job.records_total;
  const hasBegun = done > 0 || (job.progress?.fetched_batches ?? 0) > 0;
  return stage('load', 'records', stateOf(job, isDone, hasBegun), { done, ...all });
}

function publishStage(job: Job): StageAmount {
  const step = job.progress?.publish_step ?? null;
  const steps: readonly string[] = publishSteps(job);
  const at = step === null ? 0 : steps.indexOf(step);
  const amount = { done: at === -1 ? null : at, total: steps.length, totalIsEstimate: false };
  const state = publishState(job, step);
  return { ...stage('publish', 'steps', state, amount), step: state === 'done' ? null : step };
}

function publishState({ status }: Job, step: string | null): StageState {
  if (status === 'publishing') return 'active';
  if (status === 'success' || status === 'partial') return 'done';
  return step === null ? 'waiting' : 'failed';
}

/** Of a stage before publishing. */
function stateOf(job: Job, isDone: boolean, hasBegun: boolean): StageState {
  switch (job.status) {
    case 'publishing':
    case 'success':
    case 'partial':
      return 'done';
    case 'queued':
      return 'waiting';
    case 'running':
      return isDone ? 'done' : hasBegun ? 'active' : 'waiting';
    case 'skipped':
      return isDone ? 'done' : 'waiting';
    case 'failed':
    case 'interrupted':
    case 'cancelled':
      // Publishing begins when everything is in.
      if (isDone || (job.progress?.publish_step ?? null) !== null) return 'done';
      return hasBegun ? 'failed' : 'waiting';
  }
}

type Amount = Pick<StageAmount, 'done' | 'total' | 'totalIsEstimate'>;

function stage(name: StageName, unit: StageAmount['unit'], state: StageState, amount: Amount): StageAmount {
  const { total } = amount;
  // The last news of a stage may be missing when its job is long past it.
  const done = state === 'done' ? (total ?? amount.done) : amount.done;
  return { name, unit, state, ...amount, done, share: shareOf(state, done, total), step: null };
}

function shareOf(state: StageState, done: number | null, total: number | null): number | null {
  if (state === 'done') return 1;
  if (done === null || total === null) return null;
  return total === 0 ? 0 : Math.min(done / total, 1);
}

/** Whether this attempt has read its source to the end. */
function isFetched(progress: Progress | null): boolean {
  const { total_batches: total = null, fetched_batches: fetched = null } = progress ?? {};
  return total !== null && fetched === total;
}

/** How much of the source is read, where that is counted in the same bytes as its length. */
function comparableBytes({ progress, record_limit: limit }: Job): { done: number; total: number } | null {
  const { source_bytes: total = null, fetched_bytes: done = 0 } = progress ?? {};
  return total === null || limit !== null || done > total ? null : { done, total };
}

/** While the source is read: as many as its records will fill, if the rest is like what came so far. */
function chunksInAll(job: Job): RecordTotal {
  const { progress } = job;
  if (progress === null) return { total: null, totalIsEstimate: true };
  if (progress.total_batches !== null) return { total: progress.total_batches, totalIsEstimate: false };
  const { total } = recordsInAll(job);
  const fetched = progress.fetched_batches;
  if (total === null || fetched === null || progress.fetched_records === 0) {
    return { total: null, totalIsEstimate: true };
  }
  return {
    total: Math.max(Math.round((fetched * total) / progress.fetched_records), fetched),
    totalIsEstimate: true,
  };
}
