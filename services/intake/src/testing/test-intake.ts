import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { DIRECTORY_BUCKET, type Job, type JobStatus, RefusedError } from '@regpipe/contracts';
import { createJob, type Database, getJob, resumeJob } from '@regpipe/database';
import { datasets, type MergeDataset } from '@regpipe/datasets';
import { Metrics } from '@regpipe/metrics';
import { directoryStore, type ObjectStore } from '@regpipe/object-store';
import { createLogger } from '@regpipe/runtime';
import { testDatabase } from '@regpipe/testkit';

import type { CallTracker, IntakeContext } from '../intake-context.ts';
import { lookForDrops } from '../watch-place.ts';

/** How a job ends as soon as the tracker is asked for it; what is left out stays as it is in the database. */
export interface JobEnd {
  readonly status: JobStatus;
  readonly error_code?: string;
  readonly records_total?: number;
  readonly records_processed?: number;
  readonly source_etag?: string;
}

export interface TestIntake {
  readonly intake: IntakeContext;
  readonly database: Database;
  readonly directory: string;
  readonly store: ObjectStore;
  /** What the tracker was asked for. */
  readonly calls: string[];
  /** Another process on the same database and directory. */
  replica(changes: Partial<IntakeContext>): IntakeContext;
  /** What comes of the next calls of the tracker: how the job ends, or the code that it refuses with. */
  answer(...answers: readonly (JobEnd | string)[]): void;
  /** Puts a file there and has it received. */
  drop(key: string, content?: string): Promise<void>;
  /** A job for a file that lies there, started by somebody who has not written it down. */
  addJob(key: string): Promise<number>;
  close(): Promise<void>;
}

const FOUND = datasets.find((dataset) => dataset.load === 'merge') as MergeDataset;
/** With pauses that a test need not wait for. */
const QUICK: MergeDataset = { ...FOUND, drops: { ...FOUND.drops, firstPauseMs: 1 } };

/** An intake on a database and a directory of its own; only the tracker's work on jobs is played, in the real tables. */
export async function startTestIntake(): Promise<TestIntake> {
  const own = await testDatabase();
  const { database } = own;
  const directory = await mkdtemp(join(tmpdir(), 'regpipe-intake-'));
  const store = directoryStore({ directory, settleMs: 0 });
  const signal = new AbortController().signal;
  await store.check(signal);
  const calls: string[] = [];
  const answers: (JobEnd | string)[] = [];

  const endJob = async (id: number, end: JobEnd): Promise<Job> => {
    await database.pool.query(
      `UPDATE etl.etl_job_run SET status = $2, error_code = $3, error_message = $3, records_total = $4,
              records_processed = coalesce($5, 0), source_etag = coalesce($6, source_etag), completed_at = clock_timestamp() WHERE id = $1`,
      [id, end.status, end.error_code, end.records_total, end.records_processed, end.source_etag],
    );
    return (await getJob(database.pool, id)) as Job;
  };
  const startJob = async (source: string | undefined, sourceEtag: string | undefined) => {
    const { name: dataset, tables } = QUICK;
    const rest = { chunkBytes: 1, chunkRecords: null, recordLimit: null, forced: false, accepted: false };
    const created = await createJob(database, {
      ...{ dataset, tables, source: source ?? '', sourceEtag },
      mode: 'full',
      load: 'merge',
      ...rest,
    });
    if ('created' in created) return created.created;
    throw new RefusedError('JOB_RUNNING', 'Another job is running.');
  };
  const callTracker: CallTracker = async (name, params) => {
    calls.push(name);
    const answer = answers.shift() ?? { status: 'success' };
    if (typeof answer === 'string') throw new RefusedError(answer as 'JOB_RUNNING', `It says ${answer}.`);
    if ('source' in params) return endJob(await startJob(params.source, params.sourceEtag), answer);
    const { jobId } = params as { jobId: number };
    await resumeJob(database, jobId, 0);
    return endJob(jobId, answer);
  };

  const intake: IntakeContext = {
    database,
    datasets: [QUICK],
    stores: new Map([[DIRECTORY_BUCKET, store]]),
    callTracker,
    owner: 'intake.one',
    leaseMs: 30_000,
    metrics: new Metrics('intake'),
    log: createLogger({ service: 'intake', level: 'warn', destination: { write: () => undefined } }),
    signal,
  };
  return {
    intake,
    database,
    directory,
    store,
    calls,
    replica: (changes) => ({ ...intake, owner: 'intake.two', ...changes }),
    answer: (...next) => void answers.push(...next),
    drop: async (key, content = 'a,b\n') => {
      const path = join(directory, key);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content);
      await lookForDrops(intake, store);
    },
    addJob: async (key) => startJob(store.sourceOf(key), (await store.head(key, signal))?.etag),
    close: async () => {
      await own.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
