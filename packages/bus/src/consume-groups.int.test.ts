import { TerminalError } from '@regpipe/contracts';
import { storedMessages, testNats, type TestNats, until } from '@regpipe/testkit';
import { beforeAll, expect, test } from 'vitest';

import type { Bus } from './connect-bus.ts';
import { consumeGroups, type GroupOptions } from './consume-groups.ts';
import type { Consumption } from './consume.ts';
import type { Delivery } from './delivery.ts';
import { ownSubject, send, texts, waiting } from './testing/observe.ts';

const ALL_DONE: ReadonlyMap<Delivery, unknown> = new Map();
const unreadable = () => Promise.reject(new TerminalError('MESSAGE_INVALID', 'What is this?'));

let nats: TestNats;
let bus: Bus;

beforeAll(async () => {
  nats = await testNats();
  bus = await nats.connect();
  return () => nats.close();
});

interface Grouped {
  readonly groups: string[][];
  readonly consumption: Consumption;
}

/** Consumes one subject of RAW with a durable of its own; `work` is asked after the group is noted. */
async function group(
  subject: string,
  work: GroupOptions['work'] = () => Promise.resolve(ALL_DONE),
  on: Bus = bus,
): Promise<Grouped> {
  const groups: string[][] = [];
  const consumption = await consumeGroups(on, {
    stream: 'RAW',
    durable: subject.replaceAll('.', '_'),
    filter: subject,
    inHand: 40,
    ackWaitMs: 1_000,
    maxDeliveries: 3,
    retryDelayMs: 1,
    work: (deliveries, signal) => {
      groups.push(texts(deliveries));
      return work(deliveries, signal);
    },
    bury: unreadable,
  });
  return { groups, consumption };
}

const empty = (subject: string) =>
  until(async () => (await waiting(bus, subject)) === 0, 'everything to be acknowledged');

test('a lone message is worked on at once and alone; those that come meanwhile are the next group', async () => {
  const subject = ownSubject('group-lone');
  const gate = Promise.withResolvers<void>();
  const { groups } = await group(subject, async () => {
    await gate.promise;
    return ALL_DONE;
  });
  await send(bus, subject, 'first');
  await until(() => groups.length === 1, 'the first');
  for (const text of ['a', 'b', 'c']) await send(bus, subject, text);
  gate.resolve();
  await empty(subject);
  expect(groups[0]).toEqual(['first']);
  expect(groups.slice(1).flat()).toEqual(['a', 'b', 'c']);
});

test('many times as many as are held at once are worked on, each once, by two processes', async () => {
  const subject = ownSubject('group-many');
  const sent = Array.from({ length: 400 }, (_, index) => `m${index}`);
  await Promise.all(sent.map((text) => send(bus, subject, text)));
  const one = await group(subject);
  const two = await group(subject, undefined, await nats.connect());
  await empty(subject);
  expect([...one.groups, ...two.groups].flat().sort()).toEqual(sent.sort());
  for (const each of [...one.groups, ...two.groups]) expect(each.length).toBeLessThanOrEqual(40);
});

test('one that can never succeed is kept in DEAD, and the others of its group are done', async () => {
  const subject = ownSubject('group-invalid');
  const sent = ['a', 'bad', 'b', 'bad as well'];
  for (const text of sent) await send(bus, subject, text);
  const error = new TerminalError('MESSAGE_INVALID', 'no');
  await group(subject, (deliveries) => {
    const bad = deliveries.filter(({ data }) => data.toString().startsWith('bad'));
    return Promise.resolve(new Map(bad.map((delivery) => [delivery, error])));
  });
  await empty(subject);
  const dead = await storedMessages(bus, 'DEAD', `dead.${subject.replaceAll('.', '_')}.unreadable.0`);
  expect(dead.map((message) => message.data.toString())).toEqual(['bad', 'bad as well']);
});

test('a group that fails is tried one by one, so that one cannot keep the others', async () => {
  const subject = ownSubject('group-fails');
  for (const text of ['a', 'poison', 'b']) await send(bus, subject, text);
  const done: string[] = [];
  const { groups } = await group(subject, (deliveries) => {
    const contents = texts(deliveries);
    if (contents.includes('poison')) return Promise.reject(new Error('no'));
    done.push(...contents);
    return Promise.resolve(ALL_DONE);
  });
  await empty(subject);
  expect(done.sort()).toEqual(['a', 'b']);
  expect(groups.filter((each) => each.length === 1 && each[0] === 'poison')).toHaveLength(3);
});

test('work that takes longer than the ack wait is given to nobody else, waiting messages neither', async () => {
  const subject = ownSubject('group-long');
  const startedAt = Date.now();
  const { groups } = await group(subject, async () => {
    await until(() => Date.now() - startedAt > 2_500, 'the work to have taken long');
    return ALL_DONE;
  });
  await send(bus, subject, 'a');
  await until(() => groups.length === 1, 'the first');
  await send(bus, subject, 'b');
  await empty(subject);
  expect(groups).toEqual([['a'], ['b']]);
});

test('what a stopping process holds is handed back, and done by another; so after a killed server', async () => {
  const subject = ownSubject('group-stops');
  const first = await group(subject, async (_deliveries, signal) => {
    await until(() => signal.aborted, 'the stop');
    throw new Error('stopping');
  });
  for (const text of ['a', 'b']) await send(bus, subject, text);
  await until(() => first.groups.length === 1, 'a group');
  await first.consumption.stop();
  const second = await group(subject);
  await empty(subject);
  expect(second.groups.flat().sort()).toEqual(['a', 'b']);
  await nats.restart({ hard: true });
  await send(bus, subject, 'c');
  await empty(subject);
  expect(second.groups.flat()).toContain('c');
});
