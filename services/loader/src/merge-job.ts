import { isGuardCode, type Job, TerminalError } from '@regpipe/contracts';
import {
  countKeys,
  countRepeatedKeys,
  countRows,
  type DryRunEnd,
  endDryRun,
  findFatalRejects,
  keyTable,
  mergeRows,
  removeDuplicates,
  settleReferences,
  stagedRows,
} from '@regpipe/database';
import type { MergeDataset } from '@regpipe/datasets';

import { checkCounts } from './check-counts.ts';
import { judgeMerge, type MergeStop } from './judge-merge.ts';
import { type PublishOptions, type PublishResult, step } from './publishing.ts';

/** Most faulty lines that a message names; the rejects have all of them. */
const NAMED_LINES = 5;

/** A publication of a merge data set. */
export type MergeOptions = PublishOptions & { readonly dataset: MergeDataset };

/**
 * Merges the rows of a job into the live tables, or ends a dry run. Nothing is written to them before all of the file is
 * read and found good, and then all of it in one transaction: a job that fails has written nothing.
 *
 *   duplicates ──► references ──► checks ──► merge
 *                                   ▲          │ references that are gone meanwhile
 *                                   └──────────┘
 *
 * Every step may be repeated: after a crash the command is delivered again.
 *
 * @throws TerminalError VALIDATION_FAILED, CHUNKS_DEAD, TOLERANCE_EXCEEDED, COUNT_MISMATCH; nothing is merged then
 */
export async function mergeJob(options: MergeOptions, job: Job): Promise<PublishResult> {
  const { database, dataset, jobId } = options;
  const { tables, merge } = dataset;
  await step(options, 'duplicates');
  if (job.mode === 'full') await removeDuplicates(database, tables, jobId);
  else await countRepeatedKeys(database, keyTable(jobId), jobId);
  await step(options, 'references');
  if (merge.reference !== undefined) {
    await settleReferences(database, merge.reference, stagedRows(tables, merge.reference, job));
  }
  return job.mode === 'full' ? mergeChecked(options) : endDry(options);
}

async function mergeChecked(options: MergeOptions): Promise<PublishResult> {
  const { database, dataset, jobId } = options;
  for (;;) {
    await step(options, 'checks');
    const counts = await countRows(database, dataset.tables, jobId);
    const stop = await findStop(options, counts[dataset.merge.table] ?? 0);
    if (stop !== undefined) throw terminal(stop, jobId);
    await step(options, 'merge');
    const result = await mergeRows(database, { jobId, tables: dataset.tables, merge: dataset.merge });
    // What has become a reject since the checks may be too much.
    if (result !== 'references-changed') return result === 'merged' ? 'published' : 'not-wanted';
  }
}

/** As the job itself would end. What nobody can accept fails it as it would fail the job; resumed, it is looked at again. */
async function endDry(options: MergeOptions): Promise<PublishResult> {
  const { database, jobId } = options;
  await step(options, 'checks');
  const stop = await findStop(options, await countKeys(database.pool, jobId));
  if (stop !== undefined && !isGuardCode(stop.code)) throw terminal(stop, jobId);
  const end: DryRunEnd = stop === undefined ? { status: 'success' } : { status: 'failed', ...stop };
  return (await endDryRun(database, jobId, end)) ? 'counted' : 'not-wanted';
}

async function findStop(options: MergeOptions, staged: number): Promise<MergeStop | undefined> {
  const { database, dataset, jobId } = options;
  const job = await checkCounts(options, staged);
  const { fatalRejects, toleratedFailurePercentage } = dataset.merge;
  return judgeMerge({
    jobId,
    records: (job.records_total ?? 0) - job.records_blank,
    failed: job.records_failed,
    dead: job.deadRecords,
    fatal: await findFatalRejects(database.pool, jobId, fatalRejects, NAMED_LINES),
    toleratedPercent: toleratedFailurePercentage,
    accepted: job.accepted,
  });
}

function terminal({ code, message }: MergeStop, jobId: number): TerminalError {
  return new TerminalError(code, message, { fields: { jobId } });
}
