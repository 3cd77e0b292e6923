import type { JobMode } from '@regpipe/contracts';
import { changeStatus, type Database, recordFetchEnd, refreshCounts } from '@regpipe/database';
import { findDataset } from '@regpipe/datasets';

import { loadChunks } from '../load-chunks.ts';
import { publishVersion } from '../publish-version.ts';
import type { PublishOptions, PublishResult } from '../publishing.ts';
import { addSampleJob, makeChunk, type SampleChunk } from './sample-chunk.ts';

export const DATASET = findDataset('tax-registration');
const NEVER = new AbortController().signal;

interface Registration {
  readonly ban: string;
  readonly name?: string;
  readonly industries?: readonly string[];
}

/** A registration, or what was wrong with a record. */
export type SampleRecord = Registration | { readonly reject: string };

/** The 統一編號 of sample number `n`. */
export const ban = (n: number) => String(10_000_000 + n);

/** Registrations from number `first` on, each with two industries. */
export function registrations(first: number, count: number): SampleRecord[] {
  return Array.from({ length: count }, (_, index) => ({
    ban: ban(first + index),
    industries: ['472927', '561113'],
  }));
}

/** Chunk number `number` of a job, of a hundred lines of the source at most, one a record. */
export function sampleChunk(
  jobId: number,
  number: number,
  records: readonly SampleRecord[],
  mode: JobMode = 'full',
): SampleChunk {
  return makeChunk<Registration>({
    ...{ jobId, dataset: DATASET.name, mode, number, most: 100, headerLines: 2, records },
    key: (record) => record.ban,
    addRow: addRegistration,
  });
}

function addRegistration(
  record: Registration,
  line: number,
  add: (section: string, cells: readonly (string | number)[]) => void,
): void {
  add('tax_registration', [
    record.ban,
    '\\N',
    record.name ?? '永和豆漿',
    '臺北市',
    0,
    '\\N',
    '\\N',
    't',
    line,
  ]);
  (record.industries ?? []).forEach((code, index) => {
    add('business_industry', [record.ban, code, '\\N', index + 1, line]);
  });
}

/** Forgets every job and publication, so that tests may share a database. (A copy of their own takes 0.3 s each.) */
export async function forgetEverything(database: Database): Promise<void> {
  const views = DATASET.tables.map((table) => `public.${table.name}`).join(', ');
  await database.pool.query(`DROP VIEW IF EXISTS ${views} CASCADE; TRUNCATE etl.etl_job_run CASCADE`);
}

export function addJob(database: Database, mode: JobMode = 'full'): Promise<number> {
  return addSampleJob(database, { dataset: DATASET, mode });
}

export async function load(database: Database, chunk: SampleChunk, signal = NEVER) {
  const [result] = await loadChunks(database, DATASET, [chunk], signal);
  return result;
}

/** A job whose chunks are all loaded, in the order given, and that waits for its publication. */
export async function prepare(
  database: Database,
  chunks: readonly (readonly SampleRecord[])[],
  options: { readonly mode?: JobMode; readonly order?: readonly number[] } = {},
): Promise<number> {
  const jobId = await addJob(database, options.mode);
  for (const number of options.order ?? chunks.keys()) {
    await load(database, sampleChunk(jobId, number, chunks[number] ?? [], options.mode));
  }
  await endFetch(database, jobId, chunks.flat().length);
  return jobId;
}

/** What the tracker does when everything is in. */
export async function endFetch(database: Database, jobId: number, records: number): Promise<void> {
  const end = { chunks: 1, records, bytes: 10_000, sha256: null, limited: false };
  await recordFetchEnd(database.pool, jobId, end);
  await refreshCounts(database.pool, jobId);
  await changeStatus(database.pool, { jobId, from: ['queued', 'running'], to: 'publishing' });
}

export function publish(
  database: Database,
  jobId: number,
  options: Partial<PublishOptions> = {},
): Promise<PublishResult> {
  return publishVersion({
    database,
    dataset: DATASET,
    jobId,
    signal: NEVER,
    swapPatienceMs: 30_000,
    // Off, as samples are tiny and full of defects.
    guards: { rowsGonePercent: 100, rejectedPercent: 100 },
    onStep: () => Promise.resolve(),
    ...options,
  });
}

/** Loads and publishes; gives the version. */
export async function publishAll(
  database: Database,
  ...chunks: readonly (readonly SampleRecord[])[]
): Promise<number> {
  const jobId = await prepare(database, chunks);
  const result = await publish(database, jobId);
  if (result !== 'published') throw new Error(`Job ${jobId} is ${result}.`);
  return jobId;
}

/** The live registrations' numbers. */
export async function liveBans(database: Database): Promise<string[]> {
  const { rows } = await database.pool.query<{ ban: string }>(
    'SELECT ban FROM public.tax_registration ORDER BY ban',
  );
  return rows.map((row) => row.ban);
}
