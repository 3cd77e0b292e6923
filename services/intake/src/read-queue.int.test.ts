import type { DroppedObject } from '@regpipe/contracts';
import { testS3, type TestS3, until } from '@regpipe/testkit';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';

import { readQueue } from './read-queue.ts';

let s3: TestS3;
let nth = 0;
beforeAll(async () => {
  s3 = await testS3();
});
afterAll(() => s3.close());

/** A queue whose messages come again after a second, and end in another after the second time. */
function makeQueue() {
  nth += 1;
  const name = `drops-${nth}`;
  const dead = s3.server.createQueue(`${name}-dead`);
  s3.server.createQueue(name, {
    attributes: {
      VisibilityTimeout: '1',
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.queueArn, maxReceiveCount: '2' }),
    },
  });
  const left = (queue: string) => {
    const { ready = [], inflight = [] } = s3.server.inspectQueue(queue)?.messages ?? {};
    return ready.length + inflight.length;
  };
  return {
    send: (body: string) => s3.server.sendMessage(name, body),
    url: `${s3.endpoint}/000000000000/${name}`,
    left: () => left(name),
    dead: () => left(`${name}-dead`),
  };
}

/** Reads until the test ends; what is logged lands in `warnings`. */
function startReading(url: string, onObject: (object: DroppedObject) => Promise<void>) {
  const stop = new AbortController();
  const warnings: string[] = [];
  const log = {
    warn: (_fields: object, message: string) => void warnings.push(message),
    info: () => undefined,
  };
  const pauses = { firstPauseMs: 10, longestPauseMs: 20 };
  const reading = readQueue({ queueUrl: url, access: s3.settings, log, ...pauses }, onObject, stop.signal);
  const end = async (): Promise<void> => {
    stop.abort();
    await reading;
  };
  onTestFinished(end);
  return { warnings, end };
}

function eventOf(key: string): string {
  const detail = { bucket: { name: 'stats' }, object: { key, etag: 'e1', size: 5 } };
  return JSON.stringify({ 'detail-type': 'Object Created', source: 'aws.s3', detail });
}

function notificationOf(...keys: readonly string[]): string {
  return JSON.stringify({
    Records: keys.map((key) => ({
      eventName: 'ObjectCreated:Put',
      s3: { bucket: { name: 'stats' }, object: { key: encodeURIComponent(key), eTag: 'e1', size: 5 } },
    })),
  });
}

test('every object of every message is told, and then the message is deleted', async () => {
  const queue = makeQueue();
  const keys: string[] = [];
  startReading(queue.url, async ({ key }) => {
    await Promise.resolve();
    keys.push(key);
  });
  queue.send(eventOf('incoming/a.csv'));
  queue.send(notificationOf('incoming/統計.csv', 'incoming/c d.csv'));
  queue.send(JSON.stringify({ Service: 'Amazon S3', Event: 's3:TestEvent' }));
  await until(() => queue.left() === 0, 'the queue to be empty', 5_000);
  expect(keys.toSorted()).toEqual(['incoming/a.csv', 'incoming/c d.csv', 'incoming/統計.csv']);
  expect(queue.dead()).toBe(0);
});

test('a message stays until all of its objects were taken, and comes again', async () => {
  const queue = makeQueue();
  let attempts = 0;
  const { warnings } = startReading(queue.url, async () => {
    await Promise.resolve();
    attempts += 1;
    if (attempts === 1) throw new Error('the database is away');
  });
  queue.send(eventOf('incoming/a.csv'));
  await until(() => attempts === 2 && queue.left() === 0, 'the second time', 8_000);
  expect(warnings).toEqual(['The queue cannot be read: the database is away']);
});

test('a message that cannot be read is left to the redrive policy, and does not hold up the others', async () => {
  const queue = makeQueue();
  const keys: string[] = [];
  const { warnings } = startReading(queue.url, async ({ key }) => {
    await Promise.resolve();
    keys.push(key);
  });
  queue.send('no JSON');
  queue.send(eventOf('incoming/a.csv'));
  await until(() => keys.length === 1 && queue.dead() === 1, 'the dead letter', 8_000);
  expect(warnings).toContain('A message of the queue is left to its redrive policy: It is no JSON.');
});

test('a queue that is away is asked again, and reading ends when it is told to', async () => {
  const { warnings, end } = startReading(`${s3.endpoint}/000000000000/none`, () => Promise.resolve());
  await until(() => warnings.length > 1, 'the second attempt', 5_000);
  await end();
});
