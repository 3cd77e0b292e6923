import { encodeChunkHeaders, type Headers, publishCommandSchema, TRACEPARENT } from '@regpipe/contracts';
import { storedMessages, testNats, type TestNats, until } from '@regpipe/testkit';
import { beforeAll, describe, expect, test } from 'vitest';

import { buryChunk } from './bury-chunk.ts';
import { type Bus, connectBus } from './connect-bus.ts';
import { consumeCommands } from './consume-commands.ts';
import { findDeadLetters, resendDeadLetter } from './dead-letters.ts';
import { publishCommand, publishEvent } from './publish-json.ts';
import { observe, ownSubject, send } from './testing/observe.ts';
import { sampleChunk } from './testing/sample-chunk.ts';

const log = { warn: () => undefined, error: () => undefined };
const NEVER = new AbortController().signal;
const trace = (number: number) => `00-${'0'.repeat(31)}${number}-00f067aa0ba902b7-01`;

let nats: TestNats;
let bus: Bus;
const told: string[] = [];

beforeAll(async () => {
  nats = await testNats();
  await nats.connect();
  bus = await connectBus({
    url: nats.url,
    log,
    observer: {
      delivered: (stream, consumer, outcome, again) => {
        told.push(`${stream} ${consumer} ${outcome}${again ? ' again' : ''}`);
      },
      waited: (stream, seconds) =>
        void told.push(seconds > 0 ? `waited for ${stream}` : 'waited for nothing'),
    },
  });
  return async () => {
    await bus.close();
    await nats.close();
  };
});

test('who counts is told once what became of each delivery', async () => {
  const subject = ownSubject('counted');
  const { consumption } = await observe(bus, subject, {
    maxDeliveries: 2,
    handle: ({ data }) =>
      data.toString() === 'good' ? Promise.resolve() : Promise.reject(new Error('No good.')),
  });
  await send(bus, subject, 'good');
  await send(bus, subject, 'bad');
  const durable = subject.replaceAll('.', '_');
  await until(() => told.length === 3, 'every delivery');
  expect(told).toEqual([`RAW ${durable} done`, `RAW ${durable} retried`, `RAW ${durable} buried again`]);
  await consumption.stop();
});

test('and how long publishers wait for a full stream', async () => {
  told.length = 0;
  const { config } = await bus.manager.streams.info('JOBS');
  await bus.manager.streams.update('JOBS', { ...config, max_msgs: 1 });
  const command = { type: 'publish', dataset: 'full', jobId: 1, attempt: 1 } as const;
  await publishCommand(bus, command, 'full.1', NEVER);
  const waiting = publishCommand(bus, command, 'full.2', NEVER);
  await until(() => told.length > 0, 'the publisher to wait');
  await bus.manager.streams.update('JOBS', { ...config, max_msgs: -1 });
  await waiting;
  expect(new Set(told)).toEqual(new Set(['waited for JOBS']));
  await bus.manager.streams.purge('JOBS');
});

describe('a traceparent', () => {
  const headersOf = async (
    stream: 'EVENTS' | 'DEAD' | 'CLEAN',
    subject: string,
  ): Promise<(string | undefined)[]> =>
    (await storedMessages(bus, stream, subject)).map(({ headers }) => headers[TRACEPARENT]);

  test('comes with a command to its worker, and from there with the failure of its job', async () => {
    const seen: (string | undefined)[] = [];
    const consumption = await consumeCommands(bus, {
      ...{ verb: 'publish', schema: publishCommandSchema, failureCode: 'PUBLICATION_FAILED' },
      ...{ concurrency: 1, ackWaitMs: 30_000, maxDeliveries: 1 },
      handle: (_command, { traceparent }) => {
        seen.push(traceparent);
        return Promise.reject(new Error('No good.'));
      },
    });
    for (const [jobId, traceparent] of [[31, trace(1)] as const, [32, undefined] as const]) {
      const command = { type: 'publish', dataset: 'plants', jobId, attempt: 1 } as const;
      await publishCommand(bus, command, `publish.${jobId}`, NEVER, traceparent);
    }
    const failed = (jobId: number) => headersOf('EVENTS', `events.plants.${jobId}.job.failed`);
    await until(async () => (await failed(31)).length + (await failed(32)).length === 2, 'both to fail');
    expect(seen).toEqual([trace(1), undefined]);
    expect([await failed(31), await failed(32)]).toEqual([[trace(1)], [undefined]]);
    await consumption.stop();
  });

  test('comes with a fact', async () => {
    const job = { jobId: 33, dataset: 'plants', attempt: 1 };
    const fact = { type: 'publication.completed', data: { version: null }, job, key: 'end' } as const;
    await publishEvent(bus, { ...fact, traceparent: trace(2) }, NEVER);
    expect(await headersOf('EVENTS', 'events.plants.33.publication.completed')).toEqual([trace(2)]);
  });

  test('of a chunk goes with it to DEAD and with its fact; sent again it has that of the new attempt', async () => {
    const chunk = sampleChunk({ jobId: 34 });
    const headers: Headers = { ...encodeChunkHeaders(chunk), [TRACEPARENT]: trace(3) };
    const subject = 'chunks.clean.plants.34';
    const delivery = { subject, data: Buffer.from('x'), headers, deliveryCount: 5, storedAt: '' };
    await buryChunk(bus, 'loader', chunk, delivery, new Error('No good.'), NEVER);
    expect(await headersOf('DEAD', 'dead.loader.plants.34')).toEqual([trace(3)]);
    expect(await headersOf('EVENTS', 'events.plants.34.chunk.dead')).toEqual([trace(3)]);
    for await (const letter of findDeadLetters(bus, 'plants', 34)) {
      await resendDeadLetter(bus, letter, { attempt: 2, id: 'a', traceparent: trace(4), signal: NEVER });
      await resendDeadLetter(bus, letter, { attempt: 3, id: 'b', signal: NEVER });
    }
    expect(await headersOf('CLEAN', subject)).toEqual([trace(4), undefined]);
  });
});
