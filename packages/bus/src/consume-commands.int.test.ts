import {
  type FetchCommand,
  fetchCommandSchema,
  type PublishCommand,
  publishCommandSchema,
  TerminalError,
} from '@regpipe/contracts';
import { storedMessages, testNats, type TestNats, until } from '@regpipe/testkit';
import { beforeAll, expect, test } from 'vitest';

import type { Bus } from './connect-bus.ts';
import { consumeCommands } from './consume-commands.ts';
import { publishCommand } from './publish-json.ts';

const NEVER = new AbortController().signal;
const LIMITS = { concurrency: 1, ackWaitMs: 30_000 };

let nats: TestNats;
let bus: Bus;

beforeAll(async () => {
  nats = await testNats();
  bus = await nats.connect();
  return () => nats.close();
});

async function failures(jobId: number): Promise<unknown[]> {
  const events = await storedMessages(bus, 'EVENTS', `events.plants.${jobId}.job.failed`);
  return events.map((event) => JSON.parse(event.data.toString()) as unknown);
}

test('a command reaches its worker as it was sent, and is told apart when it comes again', async () => {
  const command: FetchCommand = {
    type: 'fetch',
    jobId: 1,
    dataset: 'plants',
    attempt: 2,
    mode: 'full',
    source: '/data/plants.csv',
    recordLimit: null,
    chunkBytes: 65_536,
    chunkRecords: 10,
  };
  const seen: { command: FetchCommand; redelivered: boolean }[] = [];
  await consumeCommands(bus, {
    ...LIMITS,
    verb: 'fetch',
    schema: fetchCommandSchema,
    maxDeliveries: 5,
    failureCode: 'SOURCE_READ_FAILED',
    handle: (received, { redelivered }) => {
      seen.push({ command: received, redelivered });
      return redelivered ? Promise.resolve() : Promise.reject(new Error('the first time always fails'));
    },
  });
  await publishCommand(bus, command, 'fetch.1.2', NEVER);
  await until(() => seen.length === 2, 'both deliveries');
  expect(seen).toEqual([
    { command, redelivered: false },
    { command, redelivered: true },
  ]);
  expect(await failures(1)).toEqual([]);
});

test('a command that fails for good fails its job, with the code of the error or else of the stage', async () => {
  await consumeCommands(bus, {
    ...LIMITS,
    verb: 'publish',
    schema: publishCommandSchema,
    maxDeliveries: 1,
    failureCode: 'PUBLICATION_FAILED',
    handle: ({ jobId }) =>
      Promise.reject(jobId === 2 ? new TerminalError('COUNT_MISMATCH', 'one is missing') : new Error('ouch')),
  });
  const commands: PublishCommand[] = [2, 3].map((jobId) => ({
    type: 'publish',
    jobId,
    dataset: 'plants',
    attempt: 4,
  }));
  for (const command of commands) await publishCommand(bus, command, `publish.${command.jobId}`, NEVER);
  await until(async () => (await failures(3)).length === 1, 'the last failure');
  expect(await failures(2)).toMatchObject([
    { data: { code: 'COUNT_MISMATCH', message: 'one is missing' }, metadata: { jobId: 2, attempt: 4 } },
  ]);
  expect(await failures(3)).toMatchObject([{ data: { code: 'PUBLICATION_FAILED', message: 'ouch' } }]);
});

test('a command that nobody can read is kept in DEAD and holds up none behind it', async () => {
  await consumeCommands(bus, {
    ...LIMITS,
    verb: 'index',
    schema: publishCommandSchema,
    maxDeliveries: 5,
    failureCode: 'INTERNAL',
    handle: () => Promise.resolve(),
  });
  await bus.jetstream.publish('jobs.index.plants', Buffer.from('{"type": "publish", "jobId": "seven"}'));
  const dead = () => storedMessages(bus, 'DEAD', 'dead.jobs-index.unreadable.0');
  await until(async () => (await dead()).length === 1, 'the dead letter');
  await until(async () => (await storedMessages(bus, 'JOBS', '>')).length === 0, 'an empty queue');
});
