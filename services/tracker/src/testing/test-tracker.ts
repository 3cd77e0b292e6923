import { purgeSubject } from '@regpipe/bus';
import {
  type CleanChunk,
  type Job,
  JOB_CHANGED,
  JOB_STOPPED,
  type JobEvent,
  type JobStatus,
  type JobVerb,
  type SourceIdentity,
  type StartJob,
} from '@regpipe/contracts';
import { getJob, recordChunk, recordFetchEnd, recordSource } from '@regpipe/database';
import { findDataset } from '@regpipe/datasets';
import { Metrics } from '@regpipe/metrics';
import type { Logger } from '@regpipe/runtime';
import { createSourcePolicy, sourceSettingsSchema } from '@regpipe/source-policy';
import { storedMessages, testDatabase, testNats } from '@regpipe/testkit';
import { NO_TRACING } from '@regpipe/tracing';
import { type Context, ServiceBroker } from 'moleculer';

import { startJob } from '../start-job.ts';
import type { TrackerContext } from '../tracker-context.ts';

export const DATASET = findDataset('tax-registration');

/** Sources may be in /data and on example.test, besides the data set's own. */
const SOURCE_SETTINGS = { REGPIPE_SOURCE_HOSTS: 'datasets, example.test', REGPIPE_SOURCE_DIRECTORY: '/data' };

export interface TestSource {
  readonly identity: SourceIdentity;
  readonly sha256: string | null;
}

export interface TestTracker {
  readonly tracker: TrackerContext;
  /** What was broadcast and logged since the last reset. */
  readonly changed: Job[];
  readonly stopped: number[];
  readonly logged: Record<string, unknown>[];
  /** Commands that nobody has taken yet. */
  commands(verb: JobVerb): Promise<unknown[]>;
  /** A job as `startJob` makes it. */
  start(changes?: Partial<StartJob>): Promise<Job>;
  job(id: number): Promise<Job>;
  /** Puts a job into a state, and lets its last sign of life be so old. */
  set(id: number, status: JobStatus, silentMs?: number): Promise<void>;
  /** Puts chunks of ten records each into the ledger. */
  load(id: number, ...chunks: readonly number[]): Promise<void>;
  /** The end of the source is reached after so many records; with its hash where all of it was read at once. */
  endFetch(id: number, records: number, sha256?: string): Promise<void>;
  /** Ends a job as published from a source, and live from now on. */
  publish(id: number, source: TestSource): Promise<void>;
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** The tracker's functions over real servers; broadcasts stay in this process. */
export async function testTracker(): Promise<TestTracker> {
  const nats = await testNats();
  const ownDatabase = await testDatabase();
  const { database } = ownDatabase;
  const bus = await nats.connect();
  const [changed, stopped, logged]: [Job[], number[], Record<string, unknown>[]] = [[], [], []];
  const broker = new ServiceBroker({ logger: false });
  broker.createService({
    name: 'listener',
    events: {
      [JOB_CHANGED]: (context: Context<Job>) => void changed.push(context.params),
      [JOB_STOPPED]: (context: Context<{ jobId: number }>) => void stopped.push(context.params.jobId),
    },
  });
  await broker.start();
  const note = (fields: Record<string, unknown>) => void logged.push(fields);
  const tracker: TrackerContext = {
    bus,
    database,
    log: { debug: note, info: note, warn: note, error: note } as unknown as Logger,
    broker,
    signal: new AbortController().signal,
    chunkBytes: 65_536,
    interruptAfterMs: 300_000,
    mostActiveJobs: 2,
    swapPatienceMs: 1_000,
    metrics: new Metrics('tracker'),
    tracing: NO_TRACING,
    tickGraceMs: 60_000,
    sourcePolicy: createSourcePolicy(sourceSettingsSchema.parse(SOURCE_SETTINGS), [DATASET.source ?? '']),
  };
  const { pool } = database;
  const job = async (id: number) => {
    const found = await getJob(pool, id);
    if (found === undefined) throw new Error(`There is no job ${id}.`);
    return found;
  };
  return {
    tracker,
    changed,
    stopped,
    logged,
    commands: async (verb) => {
      const messages = await storedMessages(bus, 'JOBS', `jobs.${verb}.${DATASET.name}`);
      return messages.map((message) => JSON.parse(message.data.toString()) as unknown);
    },
    start: (changes) => startJob(tracker, { dataset: DATASET.name, mode: 'full', ...changes }),
    job,
    set: async (id, status, silentMs = 0) => {
      await pool.query(
        `UPDATE etl.etl_job_run SET status = $2, heartbeat_at = now() - make_interval(secs => $3) WHERE id = $1`,
        [id, status, silentMs / 1_000],
      );
    },
    load: async (id, ...chunks) => {
      for (const chunk of chunks) await recordChunk(pool, ledgerPart(id, chunk));
    },
    endFetch: (id, records, sha256) =>
      recordFetchEnd(pool, id, { chunks: 1, records, bytes: 100, sha256: sha256 ?? null, limited: false }),
    publish: async (id, { identity, sha256 }) => {
      await recordSource(pool, id, { identity, sourceStamp: null });
      await pool.query('UPDATE etl.publication SET live = false');
      await pool.query(
        `WITH ended AS (UPDATE etl.etl_job_run SET status = 'success' WHERE id = $1 RETURNING id, dataset)
         INSERT INTO etl.publication (dataset, version, job_id, live, sha256, row_counts)
         SELECT dataset, id, id, true, $2, '{}' FROM ended`,
        [id, sha256],
      );
    },
    reset: async () => {
      await pool.query('TRUNCATE etl.etl_job_run CASCADE');
      for (const stream of ['JOBS', 'RAW', 'CLEAN', 'EVENTS', 'SCHEDULE', 'DEAD'] as const)
        await purgeSubject(bus, stream, '>');
      for (const list of [changed, stopped, logged]) list.length = 0;
    },
    close: async () => {
      await broker.stop();
      await nats.close();
      await ownDatabase.close();
    },
  };
}

function ledgerPart(jobId: number, chunk: number): CleanChunk {
  return {
    jobId,
    dataset: DATASET.name,
    attempt: 1,
    mode: 'full',
    chunk,
    part: 1,
    parts: 1,
    firstRecord: chunk * 10,
    records: 10,
    firstLine: 3 + chunk * 10,
    lines: 10,
    byteOffset: chunk * 100,
    rawBytes: 100,
    crc32: chunk,
    loaded: 9,
    failed: 1,
    blank: 0,
    warnings: {},
    sections: [],
  };
}

/** A fact about a job. */
export function fact<T extends JobEvent['type']>(
  job: Pick<Job, 'id' | 'attempt'>,
  type: T,
  data: Extract<JobEvent, { type: T }>['data'],
): JobEvent {
  const metadata = {
    jobId: job.id,
    dataset: DATASET.name,
    attempt: job.attempt,
    at: new Date().toISOString(),
  };
  return { type, data, metadata } as JobEvent;
}
