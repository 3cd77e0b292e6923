import { decodeCleanHeaders } from '@regpipe/contracts';
import { storedMessages, testNats, type TestNats } from '@regpipe/testkit';
import { beforeAll, expect, test } from 'vitest';

import { buryChunk } from './bury-chunk.ts';
import type { Bus } from './connect-bus.ts';
import { ENVELOPE_BYTES } from './publish.ts';
import { sampleChunk, sampleHeaders } from './testing/sample-chunk.ts';

const NEVER = new AbortController().signal;

let nats: TestNats;
let bus: Bus;

beforeAll(async () => {
  nats = await testNats();
  bus = await nats.connect();
  return () => nats.close();
});

async function bury(jobId: number, data: Buffer, error: unknown): Promise<void> {
  const chunk = sampleChunk({ jobId });
  const subject = `chunks.clean.plants.${jobId}`;
  const delivery = { subject, data, headers: sampleHeaders(chunk), deliveryCount: 5, storedAt: '' };
  await buryChunk(bus, 'loader', chunk, delivery, error, NEVER);
}

async function readDead(jobId: number) {
  const [dead, ...others] = await storedMessages(bus, 'DEAD', `dead.loader.plants.${jobId}`);
  expect(others).toEqual([]);
  if (dead === undefined) throw new Error('Nothing is in DEAD.');
  return dead;
}

test('a buried chunk keeps its payload, its description, where it came from and why it failed', async () => {
  await bury(1, Buffer.from('bytes\\N\n'), new Error('欄位太長 100%'));
  const dead = await readDead(1);
  expect(dead.data.toString()).toBe('bytes\\N\n');
  expect(decodeCleanHeaders(dead.headers)).toEqual(sampleChunk({ jobId: 1 }));
  expect(dead.headers).toMatchObject({
    'Regpipe-Dead-Subject': 'chunks.clean.plants.1',
    'Regpipe-Dead-Deliveries': '5',
  });
  expect(decodeURIComponent(dead.headers['Regpipe-Dead-Reason'] ?? '')).toBe('欄位太長 100%');
});

test('a burial is told to the tracker with the records that are lost to the job', async () => {
  await bury(2, Buffer.from('x'), new Error('no room'));
  const [event] = await storedMessages(bus, 'EVENTS', 'events.plants.2.chunk.dead');
  expect(JSON.parse(event?.data.toString() ?? '')).toMatchObject({
    type: 'chunk.dead',
    data: { stage: 'loader', chunk: 3, part: 1, records: 100, reason: 'no room' },
    metadata: { jobId: 2, dataset: 'plants', attempt: 1 },
  });
});

test('a chunk that is buried twice lies there once and is told once', async () => {
  for (let time = 0; time < 2; time += 1) await bury(3, Buffer.from('x'), new Error('no'));
  await readDead(3);
  expect(await storedMessages(bus, 'EVENTS', 'events.plants.3.chunk.dead')).toHaveLength(1);
});

test.each([
  [11, 'Chinese', '統一編號不是八碼數字'.repeat(100)],
  [12, 'emoji, cut in the middle of one', `x${'🧨'.repeat(600)}`],
  [13, 'control characters', '\r\n\0\t'.repeat(300)],
])(
  'as large as chunks get, a chunk is buried all the same (job %i, a reason of %s)',
  async (jobId, _kind, reason) => {
    await bury(jobId, Buffer.alloc(bus.maxPayloadBytes - ENVELOPE_BYTES), new Error(reason));
    const dead = await readDead(jobId);
    const kept = decodeURIComponent(dead.headers['Regpipe-Dead-Reason'] ?? '');
    expect(kept.slice(0, 100)).toBe(reason.slice(0, 100));
  },
);
