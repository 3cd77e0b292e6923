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
import type { Logger } from '@regpipe/runtime';

import type { LoaderConfig } from './config.ts';
import { publishVersion } from './publish-version.ts';
import { untilAvailable } from './until-available.ts';

export interface CommandDependencies {
  readonly bus: Bus;
  readonly database: Database;
  readonly log: Logger;
  readonly config: LoaderConfig;
}

const BUSY_PAUSE_MS = 1_000;

/** `jobs.publish`: publishes a version, then has its search indexes built and old versions dropped. */
export async function handlePublish(
  { bus, database, log, config }: CommandDependencies,
  command: PublishCommand,
  signal: AbortSignal,
): Promise<void> {
  const dataset = findDataset(command.dataset);
  const { jobId, attempt } = command;
  const job = { jobId, dataset: dataset.name, attempt };
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
        log.info({ event: 'publication_step', job_run_id: jobId, step }, `Publishing: ${step}`);
        await publishEvent(bus, { type: 'publication.progressed', data: { step }, job, key: step }, signal);
      },
    });
  let result = await untilAvailable(log, signal, publishOnce);
  // A zombie or a repeated command: whoever holds the lock ends the job, or dies and leaves it to us.
  while (result === 'busy') {
    await pause(BUSY_PAUSE_MS, undefined, { signal });
    result = await untilAvailable(log, signal, publishOnce);
  }
  log.info({ event: 'publication_ended', job_run_id: jobId, result }, `Publishing ended: ${result}`);
  const live = await readLivePublication(database.pool, dataset.name);
  if (live?.version === jobId) {
    const index: IndexCommand = { type: 'index', dataset: dataset.name, version: jobId };
    await publishCommand(bus, index, `index.${dataset.name}.${jobId}`, signal);
  }
  // Told also when a predecessor died right after the swap: the fact is the same, and counts once.
  const version = live?.version === jobId ? jobId : null;
  await publishEvent(bus, { type: 'publication.completed', data: { version }, job, key: 'end' }, signal);
}

/** `jobs.index`: validates the references, builds what speeds queries up, and clears away versions that nobody goes back to any more. */
export async function handleIndex(
  { database, log, config }: CommandDependencies,
  command: IndexCommand,
  signal: AbortSignal,
): Promise<void> {
  const dataset = findDataset(command.dataset);
  const live = await readLivePublication(database.pool, dataset.name);
  if (live?.version !== command.version) return;
  const fields = { dataset: dataset.name, version: command.version };
  await untilAvailable(log, signal, () => validateReferences(database, dataset.tables, command.version));
  await untilAvailable(log, signal, () =>
    buildSearchIndexes(database, dataset.searchIndexes ?? [], dataset.name, command.version),
  );
  log.info({ event: 'search_ready', ...fields }, `Search indexes of version ${command.version} are ready`);
  const dropped = await untilAvailable(log, signal, () =>
    dropOldVersions(database, dataset.name, dataset.tables, config.REGPIPE_KEEP_VERSIONS),
  );
  if (dropped.length > 0) log.info({ event: 'versions_dropped', ...fields, dropped }, 'Old versions dropped');
}

/** `jobs.discard`: drops what a job that will never publish, or a repair that was given up, has written. */
export async function handleDiscard(
  { database, log }: CommandDependencies,
  command: DiscardCommand,
  signal: AbortSignal,
): Promise<void> {
  const { tables } = findDataset(command.dataset);
  const { jobId, repair } = command;
  await untilAvailable(log, signal, () =>
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
