import { s3Store, type S3Store } from '@regpipe/object-store';
import { testS3, type TestS3, until } from '@regpipe/testkit';
import { beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';

import type { IntakeContext } from './intake-context.ts';
import { keepWorking, workOnce } from './keep-working.ts';
import { listenToQueue } from './listen-to-queue.ts';
import { startTestIntake, type TestIntake } from './testing/test-intake.ts';
import { lookForDrops, watchPlace } from './watch-place.ts';

const BUCKET = 'drops';
const KEY = 'incoming/統計 1.csv';
const signal = new AbortController().signal;

let s3: TestS3;
let world: TestIntake;
let store: S3Store;
let intake: IntakeContext;

beforeAll(async () => {
  s3 = await testS3([BUCKET]);
  world = await startTestIntake();
  store = s3Store({ bucket: BUCKET, ...s3.settings });
  intake = world.replica({ stores: new Map([[BUCKET, store]]) });
  return async () => {
    store.close();
    await world.close();
    await s3.close();
  };
});
beforeEach(async () => {
  await world.database.pool.query('TRUNCATE etl.batch_job, etl.etl_job_run, etl.job_lock CASCADE');
  for (const folder of ['incoming/', 'processed/', 'results/']) {
    for await (const { key, etag } of store.list(folder, signal)) {
      await store.move(key, etag, `old/${Math.random()}`, signal);
    }
  }
  world.calls.length = 0;
});

async function drops(): Promise<Record<string, unknown>[]> {
  const { rows } = await world.database.pool.query<Record<string, unknown>>(
    'SELECT object_key, status, arrivals, moved_to FROM etl.batch_job ORDER BY id',
  );
  return rows;
}

test('an object that is found in the bucket is loaded from there, moved and reported', async () => {
  await store.put(KEY, 'a,b\n', 'text/csv', signal);
  await lookForDrops(intake, store);
  expect(await workOnce(intake)).toBe('ended');
  expect(await drops()).toMatchObject([{ status: 'success', moved_to: 'processed/統計 1.csv' }]);
  expect(world.calls).toEqual(['tracker.start']);
  const { rows } = await world.database.pool.query('SELECT data_source_url FROM etl.etl_job_run');
  expect(rows).toEqual([{ data_source_url: `s3://${BUCKET}/${KEY}` }]);
  expect(await store.head(KEY, signal)).toBeUndefined();
  expect(await store.head('processed/統計 1.csv', signal)).toMatchObject({ bytes: 4 });
});

test('the same object put there again is not loaded again, and cleared away', async () => {
  await store.put(KEY, 'a,b\n', 'text/csv', signal);
  await lookForDrops(intake, store);
  await workOnce(intake);
  await store.put(KEY, 'a,b\n', 'text/csv', signal);
  await lookForDrops(intake, store);
  expect(await workOnce(intake)).toBe('idle');
  expect(await store.head(KEY, signal)).toBeUndefined();
  expect(await drops()).toMatchObject([{ arrivals: 1, moved_to: 'processed/統計 1.csv' }]);
  const { rowCount } = await world.database.pool.query(`SELECT FROM etl.audit_log WHERE event = 'repeated'`);
  expect(rowCount).toBe(1);
});

test('events that wait in a queue are received; those of other objects are none of its business', async () => {
  s3.server.createQueue('events');
  const stopping = new AbortController();
  const listening = { ...intake, signal: stopping.signal };
  const queueUrl = `${s3.endpoint}/000000000000/events`;
  const event = (key: string) =>
    JSON.stringify({
      'detail-type': 'Object Created',
      detail: { bucket: { name: BUCKET }, object: { key, size: 4, etag: 'abc' } },
    });
  for (const key of ['processed/a.csv', 'incoming/', 'incoming/a.csv', 'incoming/a.csv']) {
    s3.server.sendMessage('events', event(key));
  }
  const { region, credentials } = s3.settings;
  const work = listenToQueue({ queueUrl, access: { region, credentials }, log: intake.log })(listening);
  onTestFinished(async () => {
    stopping.abort();
    await work;
  });
  await until(async () => (await drops())[0]?.['arrivals'] === 2, 'both events');
  expect(await drops()).toMatchObject([{ object_key: 'incoming/a.csv', status: 'waiting' }]);
});

test('a place that cannot be read is told once, and looked at again until it can', async () => {
  const stopping = new AbortController();
  const told: string[] = [];
  const note = ({ event }: { event: string }) => void told.push(event);
  const log = {
    debug: () => undefined,
    info: note,
    warn: note,
    error: note,
  } as unknown as IntakeContext['log'];
  let away = true;
  const check = () => (away ? Promise.reject(new Error('The bucket is away.')) : Promise.resolve());
  const watched = { ...intake, log, signal: stopping.signal };
  const watching = watchPlace(watched, { store: { ...store, check }, everyMs: 20 });
  const working = keepWorking(watched, 20);
  onTestFinished(async () => {
    stopping.abort();
    await Promise.all([watching, working]);
  });
  await until(() => told.includes('place_unreadable'), 'the warning');
  await store.put(KEY, 'a,b\n', 'text/csv', signal);
  away = false;
  await until(async () => (await drops())[0]?.['status'] === 'success', 'the end of the drop');
  expect(told.filter((event) => event.startsWith('place_'))).toEqual(['place_unreadable', 'place_restored']);
});
