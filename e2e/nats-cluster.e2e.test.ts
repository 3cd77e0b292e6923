import { testNatsCluster, type TestNatsCluster, testStack, type TestStack, until } from '@regpipe/testkit';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';

import { ended, reportOf } from './testing/job-report.ts';
import { countLoadedChunks } from './testing/live-tables.ts';
import { startPacedSource } from './testing/paced-source.ts';
import { sampleFile } from './testing/sample-file.ts';

let cluster: TestNatsCluster;
let stack: TestStack;

beforeAll(async () => {
  cluster = await testNatsCluster();
  stack = await testStack({
    natsUrl: cluster.url,
    natsUrls: cluster.serviceUrls,
    environment: { REGPIPE_STREAM_REPLICAS: '3' },
  });
});
afterAll(async () => {
  await stack.close();
  await cluster.close();
});

test('a job ends as if undisturbed while a server of three is killed in its middle and comes back', async () => {
  const bus = await cluster.connect(3, 'gateway');
  const sample = await sampleFile(stack, { rows: 20_000, seed: 103 });
  const source = await startPacedSource({ bytes: sample.bytes });
  onTestFinished(() => source.close());
  source.holdAt(sample.bytes.length / 2);
  const job = await stack.start({ source: source.url, chunkSize: 200 });
  await until(async () => (await countLoadedChunks(stack, job.id)) > 2, `chunks of job ${job.id}`);
  const leader = await cluster.leaderOf(bus, 'RAW');
  await leader?.kill();
  source.holdAt((sample.bytes.length * 3) / 4);
  const loaded = await countLoadedChunks(stack, job.id);
  await until(
    async () => (await countLoadedChunks(stack, job.id)) > loaded + 2,
    'chunks without that server',
  );
  await leader?.start();
  source.release();
  expect(await ended(stack, job.id)).toMatchObject({ status: 'success', attempt: 1, error_message: null });
  expect(await reportOf(stack, job.id)).toEqual(sample.expected);
});
