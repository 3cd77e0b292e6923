import { type Job, TerminalError } from '@regpipe/contracts';
import {
  beat,
  buildConstraints,
  countKeys,
  countRepeatedKeys,
  countRows,
  type DryRunEnd,
  endDryRun,
  gatherStatistics,
  getJob,
  keyTable,
  makeLive,
  mergeRepair,
  readLivePublication,
  removeDuplicates,
  swapPatiently,
  withPublicationLock,
} from '@regpipe/database';
import type { Dataset } from '@regpipe/datasets';

import { checkCounts, requireAccounted } from './check-counts.ts';
import { checkGuards, type GuardStop } from './check-guards.ts';
import { mergeJob } from './merge-job.ts';
import { type PublishOptions, type PublishResult, step } from './publishing.ts';

/**
 * Publishes a loaded version, or ends a dry run. Every step may be repeated: after a crash the command is delivered
 * again and what is done already costs little.
 *
 *   duplicates ──► constraints ──► checks ──► swap
 *
 * A repair has one step, `merge`, as its version is published. The jobs of a merge data set have no versions: see
 * merge-job.ts.
 *
 * Whether a version is to be published at all is known from the ledger once the duplicates are gone: that is settled
 * before the constraints, which take long.
 *
 * @throws TerminalError GUARD_ROWS_GONE or GUARD_REJECTED when it lacks too much and nobody has accepted that
 * @throws TerminalError SOURCE_EMPTY when no record is loaded; COUNT_MISMATCH when the tables do not hold what the ledger says
 * @throws RetryableError PUBLICATION_BLOCKED when readers never let go of the views
 */
export async function publishVersion(options: PublishOptions): Promise<PublishResult> {
  const { database, dataset, jobId } = options;
  return withPublicationLock(database, dataset.name, async () => {
    const job = await getJob(database.pool, jobId);
    if (job?.status !== 'publishing') return 'not-wanted';
    const keepBeating = setInterval(() => void beat(database.pool, jobId).catch(() => undefined), BEAT_MS);
    try {
      if (dataset.load === 'merge') return await mergeJob({ ...options, dataset }, job);
      if (job.repair !== null) return await publishRepair(options, job.repair);
      return await (job.mode === 'full' ? publishFull(options) : endDry(options));
    } finally {
      clearInterval(keepBeating);
    }
  });
}

/** Building an index says nothing for minutes on a large file; the job must not look dead meanwhile. */
const BEAT_MS = 5_000;

async function publishFull(options: PublishOptions): Promise<PublishResult> {
  const { database, dataset, jobId } = options;
  await step(options, 'duplicates');
  await removeDuplicates(database, dataset.tables, jobId);
  const counted = await requireAccounted(options);
  if (counted.records_processed === 0) throw nothingLoaded(counted);
  const stop = await findStop(options, counted);
  if (stop !== undefined) throw new TerminalError(stop.code, stop.message, { fields: { jobId } });
  await step(options, 'constraints');
  await buildConstraints(database, dataset.tables, jobId);
  await step(options, 'checks');
  const [rowCounts] = await Promise.all([
    countRows(database, dataset.tables, jobId),
    gatherStatistics(database, dataset.tables, jobId),
  ]);
  const job = await checkCounts(options, rowCounts[mainTable(dataset)] ?? 0);
  await step(options, 'swap');
  const publication = {
    dataset: dataset.name,
    jobId,
    tables: dataset.tables,
    rowCounts,
    partial: job.deadRecords > 0,
  };
  const swapped = await swapPatiently(options, dataset.tables, (lockTimeoutMs) =>
    makeLive(database, publication, lockTimeoutMs),
  );
  return swapped === 'live' ? 'published' : 'not-wanted';
}

/** Its version is live already, and its guards have let it pass: what is missing is added, in one step. */
async function publishRepair(options: PublishOptions, repair: number): Promise<PublishResult> {
  const { database, dataset, jobId } = options;
  await step(options, 'merge');
  const result = await mergeRepair(database, { jobId, repair, tables: dataset.tables });
  return result === 'merged' ? 'published' : 'not-wanted';
}

async function endDry(options: PublishOptions): Promise<PublishResult> {
  const { database, jobId } = options;
  await step(options, 'duplicates');
  await countRepeatedKeys(database, keyTable(jobId), jobId);
  await step(options, 'checks');
  const job = await checkCounts(options, await countKeys(database.pool, jobId));
  const stop = await findStop(options, job);
  const end: DryRunEnd =
    stop === undefined
      ? { status: job.deadRecords > 0 ? 'partial' : 'success' }
      : { status: 'failed', ...stop };
  return (await endDryRun(database, jobId, end)) ? 'counted' : 'not-wanted';
}

/** What a guard says of the version that the job would publish. */
async function findStop(
  { database, dataset, guards }: PublishOptions,
  job: Job,
): Promise<GuardStop | undefined> {
  const live = await readLivePublication(database.pool, dataset.name);
  const liveRows = live?.row_counts[mainTable(dataset)];
  const facts = {
    jobId: job.id,
    rowsToPublish: job.records_processed,
    live: live === undefined || liveRows === undefined ? null : { version: live.version, rows: liveRows },
    records: (job.records_total ?? 0) - job.records_blank,
    rejected: job.records_failed,
    limited: job.record_limit !== null,
    accepted: job.accepted,
  };
  return checkGuards(facts, guards);
}

/** Readers would take an empty register for the truth. */
function nothingLoaded(job: Job): TerminalError {
  return new TerminalError(
    'SOURCE_EMPTY',
    `Job ${job.id} is not published: of the source's ${String(job.records_total)} records none could be loaded.`,
    { fields: { jobId: job.id } },
  );
}

function mainTable(dataset: Dataset): string {
  return dataset.tables.find((table) => table.recordKey !== undefined)?.name ?? '';
}
