import { RetryableError, TerminalError } from '@regpipe/contracts';
import { testNats, type TestNats } from '@regpipe/testkit';
import { beforeAll, expect, test } from 'vitest';

import type { Bus } from './connect-bus.ts';
import { createOffer } from './offer.ts';
import { publish } from './publish.ts';
import { purgeSubject } from './streams.ts';

const SUBJECT = 'commands.notifications';
const NEVER = new AbortController().signal;
const MiB = 1024 * 1024;

let nats: TestNats;
let bus: Bus;

beforeAll(async () => {
  nats = await testNats();
  bus = await nats.connect();
  return () => nats.close();
});

test('what is offered is stored once, and a repeated one is told from it', async () => {
  const offer = createOffer(bus, 'COMMANDS');
  const data = Buffer.from('{}');
  expect(await offer(SUBJECT, data, 'a.1')).toBe('stored');
  expect(await offer(SUBJECT, data, 'a.1')).toBe('duplicate');
  expect(await offer(SUBJECT, data, 'a.2')).toBe('stored');
});

test('a full stream is said so at once, and takes more when there is room', async () => {
  const offer = createOffer(bus, 'COMMANDS');
  await bus.manager.streams.update('COMMANDS', { max_bytes: 4 * MiB });
  const payload = Buffer.alloc(MiB - 4_096);
  let stored = 0;
  while ((await offer(SUBJECT, payload, `full.${stored}`)) === 'stored') stored += 1;
  expect(stored).toBeGreaterThan(2);
  expect(await offer(SUBJECT, payload, 'one more')).toBe('full');
  await purgeSubject(bus, 'COMMANDS', SUBJECT);
  expect(await offer(SUBJECT, payload, 'one more')).toBe('stored');
  await purgeSubject(bus, 'COMMANDS', SUBJECT);
  await publish(bus, SUBJECT, Buffer.from('{}'), { id: 'behind', signal: NEVER });
});

test('what can never fit, and a server that is away, are errors of their own', async () => {
  const offer = createOffer(bus, 'COMMANDS');
  await expect(offer(SUBJECT, Buffer.alloc(2 * MiB), 'large')).rejects.toThrow(TerminalError);
  const away = await nats.connect();
  await away.close();
  await expect(createOffer(away, 'COMMANDS')(SUBJECT, Buffer.from('{}'), 'away')).rejects.toThrow(
    RetryableError,
  );
});
