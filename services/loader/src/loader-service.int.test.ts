import { publish as send, publishCommand } from '@regpipe/bus';
import type { Bus } from '@regpipe/bus';
import { encodeChunkHeaders, type JobEvent, subjects } from '@regpipe/contracts';
import { cancelJob, type Database, readLivePublication } from '@regpipe/database';
import { Metrics } from '@regpipe/metrics';
import { createLogger, readConfig } from '@regpipe/runtime';
import { storedMessages, testDatabase, testNats, until } from '@regpipe/testkit';
import { NO_TRACING } from '@regpipe/tracing';
import { ServiceBroker } from 'moleculer';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { configSchema } from './config.ts';
import { loaderService } from './loader.service.ts';
import {
  addJob,
  DATASET,
  endFetch,
  forgetEverything,
  liveBans,
  registrations,
  sampleChunk,
} from './testing/registrations.ts';
import type { SampleChunk } from './testing/sample-chunk.ts';

const NEVER = new AbortController().signal;

let database: Database;
let bus: Bus;

beforeAll(async () => {
  const ownDatabase = await testDatabase();
  const nats = await testNats();
  database = ownDatabase.database;
  bus = await nats.connect();
  const broker = new ServiceBroker({ logger: false });
  const config = readConfig(configSchema, {
    NATS_URL: nats.url,
    DATABASE_URL: ownDatabase.url,
    LOADER_CONCURRENCY: '3',
    LOADER_LANES: '2',
    REGPIPE_SWAP_PATIENCE_MS: '10000',
    REGPIPE_ACK_WAIT_MS: '1000',
    REGPIPE_MAX_DELIVERIES: '2',
    REGPIPE_GUARD_ROWS_GONE_PERCENT: '100',
    REGPIPE_GUARD_REJECTED_PERCENT: '100',
  });
  const log = createLogger({ service: 'test', level: 'silent', pretty: false });
  broker.createService(
    loaderService({ bus, database, log, config, metrics: new Metrics('loader'), tracing: NO_TRACING }),
  );
  await broker.start();
  return async () => {
    await broker.stop();
    await nats.close();
    await ownDatabase.close();
  };
});
beforeEach(() => forgetEverything(database));

async function sendChunk({ chunk, payload }: SampleChunk, id = 'first'): Promise<void> {
  const subject = subjects.chunk('clean', DATASET.name, chunk.jobId);
  const headers = encodeChunkHeaders(chunk);
  await send(bus, subject, payload, { id: `${id}.${chunk.jobId}.${chunk.chunk}`, headers, signal: NEVER });
}

async function facts(jobId: number, type: JobEvent['type']): Promise<JobEvent[]> {
  const messages = await storedMessages(bus, 'EVENTS', subjects.event(DATASET.name, jobId, type));
  return messages.map((message) => JSON.parse(message.data.toString()) as JobEvent);
}

const untilIdle = () =>
  until(async () => {
    const waiting = [await storedMessages(bus, 'CLEAN', '>'), await storedMessages(bus, 'JOBS', '>')];
    return waiting.flat().length === 0;
  }, 'the loader to have nothing left to do');

/** Has a job published whose only chunk holds so many registrations. */
async function publishJob(count: number, attempt = 1): Promise<number> {
  const jobId = await addJob(database);
  await sendChunk(sampleChunk(jobId, 0, registrations(1, count)));
  await until(async () => (await facts(jobId, 'chunks.loaded')).length === 1, 'the chunk to be loaded');
  await endFetch(database, jobId, count);
  await publishCommand(
    bus,
    { type: 'publish', jobId, dataset: DATASET.name, attempt },
    `publish.${jobId}`,
    NEVER,
  );
  await untilIdle();
  return jobId;
}

describe('a clean chunk', () => {
  test('is loaded, and told of', async () => {
    const jobId = await addJob(database);
    await sendChunk(sampleChunk(jobId, 4, registrations(1, 3)));
    await untilIdle();
    expect(await facts(jobId, 'chunks.loaded')).toMatchObject([
      {
        data: { chunks: [{ chunk: 4, part: 1, records: 3 }] },
        metadata: { jobId, dataset: DATASET.name, attempt: 1 },
      },
    ]);
  });

  test('that was in already changes nothing: what a first loader could not tell any more is told once', async () => {
    const jobId = await addJob(database);
    await sendChunk(sampleChunk(jobId, 0, registrations(1, 3)), 'first');
    await sendChunk(sampleChunk(jobId, 0, registrations(1, 3)), 'second');
    await untilIdle();
    expect(await facts(jobId, 'chunks.loaded')).toHaveLength(1);
    const { rows } = await database.pool.query(`SELECT count(*) FROM regpipe.tax_registration_v${jobId}`);
    expect(rows).toEqual([{ count: 3 }]);
  });

  test('of a cancelled job is dropped without a word', async () => {
    const jobId = await addJob(database);
    await cancelJob(database.pool, jobId);
    await sendChunk(sampleChunk(jobId, 0, registrations(1, 3)));
    await untilIdle();
    expect(await facts(jobId, 'chunks.loaded')).toEqual([]);
    expect(await facts(jobId, 'chunk.dead')).toEqual([]);
  });

  test('that PostgreSQL refuses at every delivery ends in DEAD, and is told of', async () => {
    const jobId = await addJob(database);
    const { chunk, payload } = sampleChunk(jobId, 0, registrations(1, 3));
    const damaged = Buffer.from(payload.toString().replace('\t', '\t\t').slice(0, payload.length));
    await sendChunk({ chunk, payload: damaged });
    await untilIdle();
    const [dead] = await storedMessages(bus, 'DEAD', subjects.dead('loader', DATASET.name, jobId));
    expect(dead?.data.equals(damaged)).toBe(true);
    expect(await facts(jobId, 'chunk.dead')).toMatchObject([
      { data: { stage: 'loader', chunk: 0, part: 1, firstLine: 3, records: 3 } },
    ]);
  });
});

describe('a command to publish', () => {
  test('ends with a live version, its search indexes, and the word that it is done', async () => {
    const jobId = await publishJob(3);
    expect(await liveBans(database)).toHaveLength(3);
    expect(await readLivePublication(database.pool, DATASET.name)).toMatchObject({
      version: jobId,
      search_ready: true,
    });
    expect(await facts(jobId, 'publication.completed')).toMatchObject([{ data: { version: jobId } }]);
    const steps = await facts(jobId, 'publication.progressed');
    expect(steps.map((fact) => fact.data)).toEqual(
      ['duplicates', 'constraints', 'checks', 'swap'].map((step) => ({ step })),
    );
  });

  test('that comes again after its worker died behind the swap says so, and changes nothing', async () => {
    const jobId = await publishJob(3);
    const command = { type: 'publish', jobId, dataset: DATASET.name, attempt: 1 } as const;
    await publishCommand(bus, command, `publish.${jobId}.again`, NEVER);
    await untilIdle();
    expect(await facts(jobId, 'publication.completed')).toHaveLength(1);
    expect(await readLivePublication(database.pool, DATASET.name)).toMatchObject({ version: jobId });
  });

  test('whose counts do not add up fails the job with the reason', async () => {
    const jobId = await addJob(database);
    await endFetch(database, jobId, 7);
    const command = { type: 'publish', jobId, dataset: DATASET.name, attempt: 3 } as const;
    await publishCommand(bus, command, `publish.${jobId}`, NEVER);
    await untilIdle();
    expect(await facts(jobId, 'job.failed')).toMatchObject([
      { data: { code: 'COUNT_MISMATCH' }, metadata: { attempt: 3 } },
    ]);
    expect(await facts(jobId, 'publication.completed')).toEqual([]);
  });

  test('clears away versions that nobody goes back to any more', async () => {
    const first = await publishJob(1);
    const second = await publishJob(2);
    const third = await publishJob(3);
    const { rows } = await database.pool.query<{ version: number }>(
      'SELECT version FROM etl.publication WHERE dropped_at IS NULL ORDER BY version',
    );
    expect(rows.map((row) => row.version)).toEqual([second, third]);
    const left = await database.pool.query('SELECT to_regclass($1) AS name', [
      `regpipe.tax_registration_v${first}`,
    ]);
    expect(left.rows).toEqual([{ name: null }]);
  });
});

test('a command to discard drops what a job has written', async () => {
  const jobId = await addJob(database);
  await sendChunk(sampleChunk(jobId, 0, registrations(1, 3)));
  await untilIdle();
  await cancelJob(database.pool, jobId);
  for (const id of ['first', 'again']) {
    await publishCommand(bus, { type: 'discard', jobId, dataset: DATASET.name }, `${id}.${jobId}`, NEVER);
  }
  await untilIdle();
  const { rowCount } = await database.pool.query(`SELECT FROM pg_class WHERE relname LIKE '%\\_v' || $1`, [
    jobId,
  ]);
  expect(rowCount).toBe(0);
  expect(await facts(jobId, 'job.failed')).toEqual([]);
});
