import { setTimeout as pause } from 'node:timers/promises';

import { type Bus, publishCommand, publishEvent } from '@regpipe/bus';
import type { DiscardCommand, IndexCommand, PublishCommand } from '@regpipe/contracts';
import {
  buildSearchIndexes,
  type Database,
  dropOldVersions,
  dropRepairTables,
  dropVersionTables,
  readLivePublication,
  validateReferences,
} from '@regpipe/database';
import { findDataset } from '@regpipe/datasets';
import type { Metrics } from '@regpipe/metrics';
import type { Logger } from '@regpipe/runtime';
import { inSpan, jobAttributes, type Span, Steps, type Tracing } from '@regpipe/tracing';

import type { LoaderConfig } from './config.ts';
import { publishVersion } from './publish-version.ts';
import type { PublishResult } from './publishing.ts';
import { untilAvailable } from './until-available.ts';

export interface CommandDependencies {
  readonly bus: Bus;
  readonly database: Database;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  readonly config: LoaderConfig;
}

const BUSY_PAUSE_MS = 1_000;

/** `jobs.publish`: publishes a version, then has its search indexes built and old versions dropped. */
export async function handlePublish(
  dependencies: CommandDependencies,
  command: PublishCommand,
  parent: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  const { bus, database, log, tracing } = dependencies;
  const dataset = findDataset(command.dataset);
  const { jobId, attempt } = command;
  const job = { jobId, dataset: dataset.name, attempt };
  const options = { parent, kind: 'consumer', attributes: jobAttributes(job) } as const;
  await inSpan(tracing, 'publish', options, async (span) => {
    const { traceparent } = span;
    const result = await publishPatiently(dependencies, command, span, signal);
    span.set({ 'regpipe.result': result });
    log.info({ event: 'publication_ended', job_run_id: jobId, result }, `Publishing ended: ${result}`);
    const live = await readLivePublication(database.pool, dataset.name);
    if (live?.version === jobId) {
      const index: IndexCommand = { type: 'index', dataset: dataset.name, version: jobId };
      await publishCommand(bus, index, `index.${dataset.name}.${jobId}`, signal, traceparent);
    }
    // Told also when a predecessor died right after the swap: the fact is the same, and counts once.
    const data = { version: live?.version === jobId ? jobId : null };
    await publishEvent(bus, { type: 'publication.completed', data, job, key: 'end', traceparent }, signal);
  });
}

type Ended = Exclude<PublishResult, 'busy'>;

/** Publishes, and waits for PostgreSQL and for whoever publishes the data set already. */
async function publishPatiently(
  dependencies: CommandDependencies,
  { dataset: name, jobId, attempt }: PublishCommand,
  span: Span,
  signal: AbortSignal,
): Promise<Ended> {
  const { bus, database, log, config, metrics, tracing } = dependencies;
  const dataset = findDataset(name);
  const job = { jobId, dataset: name, attempt };
  const { traceparent } = span;
  const steps = new Steps({
    tracing,
    parent: span,
    onStep: (step, seconds) =>
      metrics.observe('regpipe_publication_step_seconds', { dataset: name, step }, seconds),
  });
  const publishOnce = () =>
    publishVersion({
      database,
      dataset,
      jobId,
      signal,
      swapPatienceMs: config.REGPIPE_SWAP_PATIENCE_MS,
      guards: {
        rowsGonePercent: config.REGPIPE_GUARD_ROWS_GONE_PERCENT,
        rejectedPercent: config.REGPIPE_GUARD_REJECTED_PERCENT,
      },
      onStep: async (step) => {
        steps.next(step);
        log.info({ event: 'publication_step', job_run_id: jobId, step }, `Publishing: ${step}`);
        const data = { step };
        await publishEvent(
          bus,
          { type: 'publication.progressed', data, job, key: step, traceparent },
          signal,
        );
      },
    });
  try {
    for (;;) {
      const result = await untilAvailable(dependencies, signal, publishOnce);
      steps.end();
      if (result !== 'busy') return result;
      // A zombie or a repeated command: whoever holds the lock ends the job, or dies and leaves it to us.
      await pause(BUSY_PAUSE_MS, undefined, { signal });
    }
  } catch (error) {
    steps.fail(error);
    throw error;
  }
}

/** `jobs.index`: validates the references, builds what speeds queries up, and clears away versions that nobody goes back to any more. */
export async function handleIndex(
  dependencies: CommandDependencies,
  command: IndexCommand,
  parent: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  const live = await readLivePublication(dependencies.database.pool, command.dataset);
  if (live?.version !== command.version) return;
  const attributes = { 'regpipe.dataset': command.dataset, 'regpipe.version': command.version };
  await inSpan(dependencies.tracing, 'index', { parent, kind: 'consumer', attributes }, () =>
    indexVersion(dependencies, command, signal),
  );
}

async function indexVersion(
  dependencies: CommandDependencies,
  command: IndexCommand,
  signal: AbortSignal,
): Promise<void> {
  const { database, log, config } = dependencies;
  const dataset = findDataset(command.dataset);
  const fields = { dataset: dataset.name, version: command.version };
  await untilAvailable(dependencies, signal, () =>
    validateReferences(database, dataset.tables, command.version),
  );
  await untilAvailable(dependencies, signal, () =>
    buildSearchIndexes(database, dataset.searchIndexes ?? [], dataset.name, command.version),
  );
  log.info({ event: 'search_ready', ...fields }, `Search indexes of version ${command.version} are ready`);
  const dropped = await untilAvailable(dependencies, signal, () =>
    dropOldVersions(database, dataset.name, dataset.tables, config.REGPIPE_KEEP_VERSIONS),
  );
  if (dropped.length > 0) log.info({ event: 'versions_dropped', ...fields, dropped }, 'Old versions dropped');
}

/** `jobs.discard`: drops what a job that will never publish, or a repair that was given up, has written. */
export async function handleDiscard(
  dependencies: CommandDependencies,
  command: DiscardCommand,
  signal: AbortSignal,
): Promise<void> {
  const { database, log } = dependencies;
  const { tables } = findDataset(command.dataset);
  const { jobId, repair } = command;
  await untilAvailable(dependencies, signal, () =>
    repair === undefined
      ? dropVersionTables(database.pool, tables, jobId)
      : dropRepairTables(database.pool, tables, jobId, repair),
  );
  const what = repair === undefined ? 'tables' : `tables of repair ${repair}`;
  log.info(
    { event: 'version_discarded', job_run_id: jobId, repair },
    `The ${what} of job ${jobId} are dropped`,
  );
}
