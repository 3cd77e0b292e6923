import { streamUsage } from '@regpipe/bus';
import { testNats, type TestNats, testStack, type TestStack, until } from '@regpipe/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { ended, reportOf } from './testing/job-report.ts';
import { sampleFile } from './testing/sample-file.ts';

/*
 * What makes a load quick, counted instead of timed: messages, their bytes, transactions. Whoever undoes one of these
 * will not notice it on a small file.
 */

let nats: TestNats;
let stack: TestStack;

beforeAll(async () => {
  nats = await testNats();
  stack = await testStack({ natsUrl: nats.url });
});
afterAll(async () => {
  await stack.close();
  await nats.close();
});

test('a chunk is one small message a stage, and chunks that wait share a transaction and a fact', async () => {
  const bus = await nats.connect();
  const usage = async (stream: string) => {
    const found = (await streamUsage(bus)).find((one) => one.stream === stream);
    return found ?? { messages: 0, bytes: 0 };
  };
  const sample = await sampleFile(stack, { rows: 20_000, seed: 3 });
  // With the loader away everything that it will get can be looked at.
  const [loader] = stack.of('loader');
  await loader?.stop();
  const job = await stack.start({ source: sample.path, chunkSize: 400 });
  const chunks = 20_000 / 400;
  await until(async () => (await usage('CLEAN')).messages === chunks, 'every chunk to be transformed');
  // A raw chunk is acknowledged after its clean one is stored: a moment later.
  await until(async () => (await usage('RAW')).messages === 0, 'every raw chunk to be acknowledged');
  expect((await usage('CLEAN')).bytes).toBeLessThan(sample.bytes.length * 0.6);

  await loader?.start();
  expect(await ended(stack, job.id)).toMatchObject({ status: 'success' });
  expect(await reportOf(stack, job.id)).toEqual(sample.expected);
  const { rows } = await stack.database.pool.query<{ transactions: number }>(
    'SELECT count(DISTINCT committed_at) AS transactions FROM etl.chunk_ledger WHERE job_id = $1',
    [job.id],
  );
  const transactions = rows[0]?.transactions ?? 0;
  expect(transactions).toBeGreaterThan(1);
  expect(transactions).toBeLessThanOrEqual(chunks / 3);
  const { state } = await bus.manager.streams.info('EVENTS', {
    subjects_filter: `events.*.${job.id}.chunks.loaded`,
  });
  expect(Object.values(state.subjects ?? {})).toEqual([transactions]);
});
