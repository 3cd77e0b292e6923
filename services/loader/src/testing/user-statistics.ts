import type { JobMode } from '@regpipe/contracts';
import { type Database, ensureLiveTables } from '@regpipe/database';
import { findDataset, type MergeDataset } from '@regpipe/datasets';

import { loadChunks } from '../load-chunks.ts';
import { publishVersion } from '../publish-version.ts';
import type { PublishOptions, PublishResult } from '../publishing.ts';
import { endFetch } from './registrations.ts';
import { addSampleJob, makeChunk, type SampleChunk } from './sample-chunk.ts';

export const STATISTICS = findDataset('user-statistics') as MergeDataset;
const NEVER = new AbortController().signal;

type Statistics = readonly [user: string, logins: number, posts: number];

/** The counts of a user, or what was wrong with a record. */
export type StatisticsRecord = Statistics | { readonly reject: string };

export interface StatisticsJob {
  readonly mode?: JobMode;
  readonly accepted?: boolean;
  /** Besides the records that are given; they are dead, or in chunks that the test loads itself. */
  readonly moreRecords?: number;
}

/** Empty live tables, in which these users exist; `-` before a name makes the user inactive. */
export async function resetUsers(database: Database, ...names: readonly string[]): Promise<void> {
  await ensureLiveTables(database, STATISTICS.merge);
  await database.pool.query('TRUNCATE public.users CASCADE; TRUNCATE etl.etl_job_run CASCADE');
  await database.pool.query(
    `INSERT INTO public.users (user_id, is_active) SELECT ltrim(name, '-'), name !~ '^-' FROM unnest($1::text[]) AS name`,
    [names],
  );
}

export function addStatisticsJob(
  database: Database,
  { mode = 'full', accepted = false }: StatisticsJob = {},
): Promise<number> {
  return addSampleJob(database, { dataset: STATISTICS, load: 'merge', mode, accepted });
}

/** Chunk number `number` of a job, of a thousand lines of the source at most, one a record. */
export function statisticsChunk(
  jobId: number,
  number: number,
  records: readonly StatisticsRecord[],
  mode: JobMode = 'full',
): SampleChunk {
  return makeChunk<Statistics>({
    ...{ jobId, dataset: STATISTICS.name, mode, number, most: 1_000, headerLines: 1, records },
    key: ([user]) => user,
    addRow: (record, line, add) => add('user_statistics', [...record, line]),
  });
}

/** A job of one chunk with these records, all of it loaded, that waits for being merged. */
export async function prepareStatistics(
  database: Database,
  records: readonly StatisticsRecord[],
  job: StatisticsJob = {},
): Promise<number> {
  const jobId = await addStatisticsJob(database, job);
  await loadChunks(database, STATISTICS, [statisticsChunk(jobId, 0, records, job.mode)], NEVER);
  await endFetch(database, jobId, records.length + (job.moreRecords ?? 0));
  return jobId;
}

export function merge(
  database: Database,
  jobId: number,
  options: Partial<PublishOptions> = {},
): Promise<PublishResult> {
  return publishVersion({
    database,
    dataset: STATISTICS,
    jobId,
    signal: NEVER,
    swapPatienceMs: 30_000,
    guards: { rowsGonePercent: 10, rejectedPercent: 5 },
    onStep: () => Promise.resolve(),
    ...options,
  });
}

/** What the live table says: `user logins posts`, by user. */
export async function liveStatistics(database: Database): Promise<string[]> {
  const { rows } = await database.pool.query<{ said: string }>(
    `SELECT concat_ws(' ', user_id, login_count, post_count) AS said FROM public.user_statistics ORDER BY user_id`,
  );
  return rows.map(({ said }) => said);
}

/** Rejects and warnings of a job: `line type raw`, by line. */
export async function notesOf(database: Database, jobId: number): Promise<string[]> {
  const { rows } = await database.pool.query<{ said: string }>(
    `SELECT concat_ws(' ', line, type, raw) AS said
       FROM (SELECT source_line, error_type, raw_data FROM etl.data_import_error WHERE job_id = $1
             UNION ALL
             SELECT source_line, warning_type, raw_data FROM etl.data_import_warning WHERE job_id = $1) n (line, type, raw)
      ORDER BY line`,
    [jobId],
  );
  return rows.map(({ said }) => said);
}

/** The tables in which the rows of jobs still wait. */
export async function waitingTables(database: Database): Promise<string[]> {
  const { rows } = await database.pool.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class
      WHERE relnamespace = 'regpipe'::regnamespace AND relkind = 'r' AND relname ~ '^(user_statistics|dry_run_keys)_v'`,
  );
  return rows.map(({ name }) => name);
}
