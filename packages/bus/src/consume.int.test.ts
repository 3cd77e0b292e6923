import { TerminalError } from '@regpipe/contracts';
import { storedMessages, testNats, type TestNats, until } from '@regpipe/testkit';
import { beforeAll, expect, test } from 'vitest';

import type { Bus } from './connect-bus.ts';
import { observe, ownSubject, send, texts, waiting } from './testing/observe.ts';

let nats: TestNats;
let bus: Bus;

beforeAll(async () => {
  nats = await testNats();
  bus = await nats.connect();
  return () => nats.close();
});

test('a message is worked on once, with its subject and headers, and is gone when its work is done', async () => {
  const subject = ownSubject('once');
  const observed = await observe(bus, subject);
  await send(bus, subject, 'a');
  await until(async () => (await waiting(bus, subject)) === 0, 'the acknowledgement');
  expect(texts(observed.deliveries)).toEqual(['a']);
  expect(observed.deliveries[0]).toMatchObject({
    subject,
    deliveryCount: 1,
    headers: { 'Nats-Msg-Id': `${subject}.a` },
  });
  expect(observed.buried).toEqual([]);
});

test('work that fails is tried again, and counts as done when a later try succeeds', async () => {
  const subject = ownSubject('retried');
  const observed = await observe(bus, subject, {
    handle: ({ deliveryCount }) =>
      deliveryCount < 3 ? Promise.reject(new Error('not yet')) : Promise.resolve(),
  });
  await send(bus, subject, 'a');
  await until(async () => (await waiting(bus, subject)) === 0, 'the acknowledgement');
  expect(observed.deliveries.map((delivery) => delivery.deliveryCount)).toEqual([1, 2, 3]);
  expect(observed.buried).toEqual([]);
  const [storedAt = '', ...again] = observed.deliveries.map((delivery) => delivery.storedAt);
  expect(again).toEqual([storedAt, storedAt]);
  expect(storedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
  expect(Math.abs(Date.parse(storedAt) - Date.now())).toBeLessThan(60_000);
});

test('work that fails at every delivery is buried after the last one, with its last error', async () => {
  const subject = ownSubject('hopeless');
  const observed = await observe(bus, subject, {
    maxDeliveries: 3,
    handle: ({ deliveryCount }) => Promise.reject(new Error(`failure ${deliveryCount}`)),
  });
  await send(bus, subject, 'a');
  await until(async () => (await waiting(bus, subject)) === 0, 'the end of the message');
  expect(observed.deliveries.map((delivery) => delivery.deliveryCount)).toEqual([1, 2, 3]);
  expect(observed.buried).toMatchObject([
    { delivery: { deliveryCount: 3 }, error: { message: 'failure 3' } },
  ]);
  expect(observed.buried[0]?.delivery.data.toString()).toBe('a');
});

test('a failure that trying again cannot help is buried at once', async () => {
  const subject = ownSubject('terminal');
  const error = new TerminalError('MESSAGE_INVALID', 'no');
  const observed = await observe(bus, subject, { handle: () => Promise.reject(error) });
  await send(bus, subject, 'a');
  await until(async () => (await waiting(bus, subject)) === 0, 'the end of the message');
  expect(observed.deliveries).toHaveLength(1);
  expect(observed.buried).toMatchObject([{ error }]);
});

test('the log says what a message that fails is about, where it can be read', async () => {
  const subject = ownSubject('about');
  const lines: object[] = [];
  const note = (fields: object) => void lines.push(fields);
  const observed = await observe({ ...bus, log: { warn: note, error: note } }, subject, {
    maxDeliveries: 1,
    about: ({ data }) => JSON.parse(data.toString()) as object,
    handle: () => Promise.reject(new Error('no')),
  });
  await send(bus, subject, '{"job_run_id":7}');
  await send(bus, subject, 'not JSON');
  await until(() => observed.buried.length === 2, 'both to be buried');
  expect(lines).toMatchObject([
    { event: 'message_buried', subject, job_run_id: 7 },
    { event: 'message_buried', subject },
  ]);
});

test('one message that fails holds up no other', async () => {
  const subject = ownSubject('behind-a-failure');
  const observed = await observe(bus, subject, {
    retryDelayMs: 60_000,
    handle: ({ data }) => (data.toString() === 'bad' ? Promise.reject(new Error('no')) : Promise.resolve()),
  });
  await send(bus, subject, 'bad');
  await send(bus, subject, 'good');
  await until(async () => (await waiting(bus, subject)) === 1, 'the good one to be acknowledged');
  expect(texts(observed.deliveries)).toEqual(['bad', 'good']);
});

test('a burial that fails is tried again: the message is not lost', async () => {
  const subject = ownSubject('burial-fails');
  let burials = 0;
  const observed = await observe(bus, subject, {
    ackWaitMs: 300,
    handle: () => Promise.reject(new TerminalError('MESSAGE_INVALID', 'no')),
    bury: () => ((burials += 1) === 1 ? Promise.reject(new Error('the grave is closed')) : Promise.resolve()),
  });
  await send(bus, subject, 'a');
  await until(async () => (await waiting(bus, subject)) === 0, 'the end of the message');
  expect(observed.buried).toHaveLength(2);
});

test('a message that nobody can read is kept in DEAD as it came, and does not come again', async () => {
  const subject = ownSubject('unreadable');
  const unreadable = () => Promise.reject(new TerminalError('MESSAGE_INVALID', 'What is this?'));
  const observed = await observe(bus, subject, { handle: unreadable, bury: unreadable });
  await send(bus, subject, 'gibberish');
  await until(async () => (await waiting(bus, subject)) === 0, 'the end of the message');
  expect(observed.deliveries).toHaveLength(1);
  const dead = await storedMessages(bus, 'DEAD', `dead.${subject.replaceAll('.', '_')}.unreadable.0`);
  expect(dead.map((message) => message.data.toString())).toEqual(['gibberish']);
  expect(dead[0]?.headers).toMatchObject({ 'Regpipe-Dead-Subject': subject });
});

test('an unreadable message as large as messages get does not come again either', async () => {
  const subject = ownSubject('unreadable-large');
  const unreadable = () => Promise.reject(new TerminalError('MESSAGE_INVALID', 'What is this?'));
  await observe(bus, subject, { handle: unreadable, bury: unreadable });
  await bus.jetstream.publish(subject, Buffer.alloc(bus.maxPayloadBytes));
  await until(async () => (await waiting(bus, subject)) === 0, 'the end of the message');
  const dead = await storedMessages(bus, 'DEAD', `dead.${subject.replaceAll('.', '_')}.unreadable.0`);
  expect(dead).toHaveLength(1);
});

test('work that takes longer than the ack wait is not given to anyone else meanwhile', async () => {
  const ackWaitMs = 300;
  const subject = ownSubject('long');
  const observed = await observe(bus, subject, {
    ackWaitMs,
    concurrency: 2,
    handle: async () => {
      const started = Date.now();
      await until(() => Date.now() - started > 4 * ackWaitMs, 'the work to have taken long');
    },
  });
  await send(bus, subject, 'a');
  await until(async () => (await waiting(bus, subject)) === 0, 'the acknowledgement');
  expect(observed.deliveries).toHaveLength(1);
});

test('the work of a process that died is given to another after the ack wait', async () => {
  const subject = ownSubject('died');
  const doomed = await nats.connect();
  const first = await observe(doomed, subject, {
    ackWaitMs: 300,
    handle: () => new Promise(() => undefined),
  });
  await send(bus, subject, 'a');
  await until(() => first.deliveries.length === 1, 'the first delivery');
  await doomed.close();
  const second = await observe(bus, subject, { ackWaitMs: 300 });
  await until(async () => (await waiting(bus, subject)) === 0, 'the acknowledgement');
  expect(second.deliveries.map((delivery) => delivery.deliveryCount)).toEqual([2]);
});

test('two processes share the work of one durable, and nothing is done twice', async () => {
  const subject = ownSubject('shared');
  const sent = Array.from({ length: 300 }, (_, index) => `message ${index}`);
  const [one, two] = await Promise.all([
    observe(await nats.connect(), subject, { concurrency: 2 }),
    observe(await nats.connect(), subject, { concurrency: 2 }),
  ]);
  await Promise.all(sent.map((text) => send(bus, subject, text)));
  await until(async () => (await waiting(bus, subject)) === 0, 'everything to be acknowledged');
  expect(texts([...one.deliveries, ...two.deliveries]).sort()).toEqual(sent.sort());
  expect(one.deliveries.length).toBeGreaterThan(0);
  expect(two.deliveries.length).toBeGreaterThan(0);
});
