import { storedMessages, testNats, type TestNats, until } from '@regpipe/testkit';
import { beforeAll, describe, expect, test } from 'vitest';

import type { Bus } from './connect-bus.ts';
import { publish } from './publish.ts';
import { purgeSubject, streamUsage } from './streams.ts';
import { ownSubject, send, waiting } from './testing/observe.ts';

const MiB = 1024 * 1024;
const NEVER = new AbortController().signal;

let nats: TestNats;
let bus: Bus;

beforeAll(async () => {
  nats = await testNats();
  bus = await nats.connect();
  return () => nats.close();
});

describe('publishing', () => {
  test('stores a message with its headers', async () => {
    const subject = ownSubject('stored');
    await publish(bus, subject, Buffer.from('a'), {
      id: 'stored',
      headers: { Colour: 'blue' },
      signal: NEVER,
    });
    const [stored] = await storedMessages(bus, 'RAW', subject);
    expect(stored?.data.toString()).toBe('a');
    expect(stored?.headers).toEqual({ Colour: 'blue', 'Nats-Msg-Id': 'stored' });
  });

  test('a second time under the same id stores nothing more', async () => {
    const subject = ownSubject('same-id');
    for (const text of ['a', 'b', 'c']) {
      await publish(bus, subject, Buffer.from(text), { id: 'same-id', signal: NEVER });
    }
    const stored = await storedMessages(bus, 'RAW', subject);
    expect(stored.map((message) => message.data.toString())).toEqual(['a']);
  });

  test('from two places at once under the same id stores it once', async () => {
    const subject = ownSubject('same-id-at-once');
    const other = await nats.connect();
    await Promise.all([send(bus, subject, 'a'), send(other, subject, 'a')]);
    expect(await waiting(bus, subject)).toBe(1);
  });

  test('to a closed connection fails instead of waiting for ever', async () => {
    const closed = await nats.connect();
    await closed.close();
    await expect(send(closed, ownSubject('closed'), 'a')).rejects.toThrow();
  });
});

describe('a message that can never fit is refused with what is wrong', () => {
  test('because of its payload', async () => {
    const payload = Buffer.alloc(bus.maxPayloadBytes + 1);
    const refused = publish(bus, ownSubject('large'), payload, { id: 'large', signal: NEVER });
    await expect(refused).rejects.toMatchObject({ name: 'TerminalError', code: 'MESSAGE_INVALID' });
    await expect(refused).rejects.toThrow(`${bus.maxPayloadBytes + 1} bytes`);
  });

  test('because of its payload and headers together', async () => {
    const payload = Buffer.alloc(bus.maxPayloadBytes - 100);
    const headers = { Long: 'x'.repeat(200) };
    const refused = publish(bus, ownSubject('headers'), payload, { id: 'headers', headers, signal: NEVER });
    await expect(refused).rejects.toMatchObject({ name: 'TerminalError', code: 'MESSAGE_INVALID' });
  });
});

describe('a full stream', () => {
  /** A connection that counts how often it asks the server to store something. */
  async function countingBus(): Promise<{ counting: Bus; attempts: () => number }> {
    const own = await nats.connect();
    let attempts = 0;
    const jetstream = {
      ...own.jetstream,
      publish: (...request: Parameters<Bus['jetstream']['publish']>) => {
        attempts += 1;
        return own.jetstream.publish(...request);
      },
    };
    return { counting: { ...own, jetstream }, attempts: () => attempts };
  }

  async function fillRaw(subject: string): Promise<void> {
    const payload = Buffer.alloc(MiB - 4096);
    const { config } = await bus.manager.streams.info('RAW');
    for (let index = 0; ; index += 1) {
      const { state } = await bus.manager.streams.info('RAW');
      if (state.bytes + MiB > config.max_bytes) return;
      await publish(bus, subject, payload, { id: `${subject}.${index}`, signal: NEVER });
    }
  }

  test('makes a publisher wait, and lets it go on when there is room', async () => {
    const full = ownSubject('full');
    const subject = ownSubject('waits');
    await fillRaw(full);
    const { counting, attempts } = await countingBus();
    let published = false;
    const payload = Buffer.alloc(MiB - 4096);
    const publishing = publish(counting, subject, payload, { id: 'waits', signal: NEVER }).then(() => {
      published = true;
    });
    await until(() => attempts() >= 4, 'three refusals');
    expect(published).toBe(false);
    await purgeSubject(bus, 'RAW', full);
    await publishing;
    expect(await waiting(bus, subject)).toBe(1);
    await purgeSubject(bus, 'RAW', subject);
  });

  test('lets a publisher go that is asked to stop', async () => {
    const full = ownSubject('full-again');
    const subject = ownSubject('gives-up');
    await fillRaw(full);
    const stopping = new AbortController();
    const { counting, attempts } = await countingBus();
    const payload = Buffer.alloc(MiB - 4096);
    const publishing = publish(counting, subject, payload, { id: 'gives-up', signal: stopping.signal });
    const refused = expect(publishing).rejects.toThrow();
    await until(() => attempts() >= 2, 'a refusal');
    stopping.abort(new Error('no longer wanted'));
    await refused;
    await purgeSubject(bus, 'RAW', full);
    expect(await waiting(bus, subject)).toBe(0);
  });

  test('leaves the other streams open: what is behind it can move on', async () => {
    const full = ownSubject('full-alone');
    await fillRaw(full);
    await publish(bus, 'chunks.clean.other.1', Buffer.alloc(MiB - 4096), { id: 'other', signal: NEVER });
    expect(await streamUsage(bus)).toContainEqual({
      stream: 'CLEAN',
      messages: 1,
      bytes: expect.any(Number) as number,
    });
    await purgeSubject(bus, 'RAW', full);
  });
});

test('purging a subject drops its messages and no others, and says how many', async () => {
  const [purged, kept] = [ownSubject('purged'), ownSubject('kept')];
  for (const text of ['a', 'b', 'c']) {
    await send(bus, purged, text);
    await send(bus, kept, text);
  }
  expect(await purgeSubject(bus, 'RAW', purged)).toBe(3);
  expect(await waiting(bus, purged)).toBe(0);
  expect(await waiting(bus, kept)).toBe(3);
});
