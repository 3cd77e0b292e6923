import { type Bus, connectBus, streamUsage } from '@regpipe/bus';
import type { Job } from '@regpipe/contracts';
import { testStack, type TestStack, until } from '@regpipe/testkit';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';

import { reportOf, runJob } from './testing/job-report.ts';
import { countLoadedChunks, readSnapshot, type Snapshot } from './testing/live-tables.ts';
import { jobLines } from './testing/log-lines.ts';
import { repeatChunks } from './testing/repeat-chunks.ts';
import { type SampleFile, sampleFile } from './testing/sample-file.ts';

const CHUNK_SIZE = 250;

let stack: TestStack;
let bus: Bus;
let sample: SampleFile;
/** By one of each. */
let alone: Snapshot;

beforeAll(async () => {
  stack = await testStack({
    replicas: { transformer: 2, loader: 2 },
    environment: { REGPIPE_LOG_LEVEL: 'debug' },
  });
  bus = await connectBus({ url: stack.natsUrl, name: 'test', log: { warn: () => {}, error: () => {} } });
  sample = await sampleFile(stack, { rows: 20_000, seed: 81 });
  const seconds = [stack.of('transformer')[1], stack.of('loader')[1]];
  for (const service of seconds) await service?.kill();
  await load();
  alone = await readSnapshot(stack.database.pool);
  for (const service of seconds) await service?.start();
});
afterAll(async () => {
  await bus.close();
  await stack.close();
});

async function load(): Promise<Job> {
  const job = await runJob(stack, { source: sample.path, chunkSize: CHUNK_SIZE, force: true });
  expect(job).toMatchObject({ status: 'success', error_message: null });
  expect(await reportOf(stack, job.id)).toEqual(sample.expected);
  return job;
}

async function untilStreamsAreEmpty(): Promise<void> {
  const waiting = async () =>
    (await streamUsage(bus))
      .filter(({ stream }) => stream === 'RAW' || stream === 'CLEAN')
      .reduce((sum, { messages }) => sum + messages, 0);
  await until(async () => (await waiting()) === 0, 'RAW and CLEAN to be empty');
}

/** Lines of one event that each replica of a service has logged about a job. */
async function linesOfBoth(service: 'transformer' | 'loader', event: string, job: Job): Promise<number[]> {
  const logs = [service, `${service}-2`] as const;
  const lines = await Promise.all(logs.map((log) => jobLines(stack, log, event, job.id)));
  return lines.map(({ length }) => length);
}

test('two transformers and two loaders share a job, and give the tables of one', async () => {
  const job = await load();
  expect(await readSnapshot(stack.database.pool)).toEqual(alone);
  expect(Math.min(...(await linesOfBoth('transformer', 'batch_transformed', job)))).toBeGreaterThan(0);
  expect(Math.min(...(await linesOfBoth('loader', 'batch_completed', job)))).toBeGreaterThan(0);
});

test.each([
  // What a repeated raw chunk becomes has the id of what the first became: the server drops it.
  { stage: 'raw', service: 'transformer', event: 'batch_transformed', times: 3 },
  { stage: 'clean', service: 'loader', event: 'batch_skipped', times: 2 },
] as const)('every $stage chunk may come twice, and late, and changes nothing', async (repeated) => {
  const { stage, service, event, times } = repeated;
  const repeater = repeatChunks(bus, stage);
  onTestFinished(() => repeater.stop());
  const job = await load();
  expect(await readSnapshot(stack.database.pool)).toEqual(alone);
  const chunks = await countLoadedChunks(stack, job.id);
  expect(repeater.count()).toBe(chunks);

  await repeater.repeatAll();
  const worked = async () => (await linesOfBoth(service, event, job)).reduce((sum, count) => sum + count);
  await until(async () => (await worked()) === times * chunks, 'each repeated chunk to be worked on');
  await untilStreamsAreEmpty();
  expect(await countLoadedChunks(stack, job.id)).toBe(chunks);
  expect(await reportOf(stack, job.id)).toEqual(sample.expected);
  expect(await readSnapshot(stack.database.pool)).toEqual(alone);
});
