import { decodeCleanHeaders, decodeRawHeaders, encodeChunkHeaders, type RawChunk } from '@regpipe/contracts';
import { storedMessages, testNats, type TestNats } from '@regpipe/testkit';
import { beforeAll, expect, test } from 'vitest';

import { buryChunk } from './bury-chunk.ts';
import type { Bus } from './connect-bus.ts';
import { type DeadLetter, findDeadLetters, resendDeadLetter } from './dead-letters.ts';
import { ENVELOPE_BYTES, publish } from './publish.ts';
import { purgeSubject } from './streams.ts';
import { sampleChunk, sampleHeaders } from './testing/sample-chunk.ts';

const NEVER = new AbortController().signal;

let nats: TestNats;
let bus: Bus;

beforeAll(async () => {
  nats = await testNats();
  bus = await nats.connect();
  return () => nats.close();
});

function rawChunk(jobId: number): RawChunk {
  const {
    part: _part,
    parts: _parts,
    loaded: _l,
    failed: _f,
    blank: _b,
    warnings: _w,
    sections: _s,
    ...common
  } = sampleChunk({ jobId, chunk: 9 });
  return { ...common, columns: [0, 1], width: 2, maxCleanBytes: 1_000, oversizedBytes: null };
}

async function buryClean(jobId: number, part: number, data: Buffer, attempt = 1): Promise<void> {
  const chunk = sampleChunk({ jobId, part, parts: 2, attempt });
  const delivery = {
    subject: `chunks.clean.plants.${jobId}`,
    data,
    headers: sampleHeaders(chunk),
    deliveryCount: 5,
    storedAt: '2026-05-09T00:00:00.000000Z',
  };
  await buryChunk(bus, 'loader', chunk, delivery, new Error('poison'), NEVER);
}

async function buryRaw(jobId: number, data: Buffer): Promise<void> {
  const chunk = rawChunk(jobId);
  const delivery = {
    subject: `chunks.raw.plants.${jobId}`,
    data,
    headers: encodeChunkHeaders(chunk),
    deliveryCount: 5,
    storedAt: '2026-05-09T00:00:00.000000Z',
  };
  await buryChunk(bus, 'transformer', chunk, delivery, new Error('poison'), NEVER);
}

async function lettersOf(jobId: number): Promise<DeadLetter[]> {
  const letters: DeadLetter[] = [];
  for await (const letter of findDeadLetters(bus, 'plants', jobId)) letters.push(letter);
  return letters;
}

test("a job's dead letters are found in their order, of both stages, and nobody else's", async () => {
  expect(await lettersOf(1)).toEqual([]);
  await buryClean(1, 2, Buffer.from('x'));
  await buryClean(11, 1, Buffer.from('x'));
  await buryRaw(1, Buffer.from('y'));
  await buryClean(1, 2, Buffer.from('x'), 2);
  const letters = await lettersOf(1);
  expect(letters).toMatchObject([
    { stage: 'loader', chunk: 3, part: 2 },
    { stage: 'transformer', chunk: 9, part: 1 },
    { stage: 'loader', chunk: 3, part: 2 },
  ]);
  expect(letters.map(({ seq }) => seq)).toEqual(letters.map(({ seq }) => seq).sort((a, b) => a - b));
});

test('what somebody else has put there is passed over', async () => {
  for (const subject of ['dead.loader.plants.2', 'dead.gardener.plants.2'])
    await publish(bus, subject, Buffer.from('x'), { id: subject, signal: NEVER });
  await buryClean(2, 1, Buffer.from('x'));
  expect(await lettersOf(2)).toMatchObject([{ part: 1 }]);
});

test('one is sent again as it was, but for its attempt, and once however often it is sent', async () => {
  const data = Buffer.from('欄位\t1\n'.repeat(1_000));
  await buryClean(3, 1, data);
  const [letter] = await lettersOf(3);
  if (letter === undefined) throw new Error('No letter.');
  for (let time = 0; time < 2; time += 1)
    expect(await resendDeadLetter(bus, letter, { attempt: 4, id: 'redrive.3.4.1', signal: NEVER })).toBe(
      true,
    );
  const [dead] = await storedMessages(bus, 'DEAD', 'dead.loader.plants.3');
  const [sent, ...others] = await storedMessages(bus, 'CLEAN', 'chunks.clean.plants.3');
  expect(others).toEqual([]);
  expect(sent?.data).toEqual(dead?.data);
  expect(decodeCleanHeaders(sent?.headers ?? {})).toEqual(
    sampleChunk({ jobId: 3, part: 1, parts: 2, attempt: 4 }),
  );
  const names = Object.keys(sent?.headers ?? {});
  expect(names.filter((name) => name.startsWith('Regpipe-Dead'))).toEqual([]);
  expect(sent?.headers).toMatchObject({ 'Content-Encoding': 'zstd', 'Nats-Msg-Id': 'redrive.3.4.1' });
  expect(await lettersOf(3), 'it stays where it lies').toEqual([letter]);
});

test('as large as chunks get, a raw one goes back to the transformer', async () => {
  const noise = Buffer.alloc(bus.maxPayloadBytes - ENVELOPE_BYTES);
  for (let at = 0; at < noise.length; at += 1) noise[at] = (at * 2_654_435_761) >>> 13;
  await buryRaw(4, noise);
  const [letter] = await lettersOf(4);
  if (letter === undefined) throw new Error('No letter.');
  expect(await resendDeadLetter(bus, letter, { attempt: 2, id: 'redrive.4', signal: NEVER })).toBe(true);
  const [sent] = await storedMessages(bus, 'RAW', 'chunks.raw.plants.4');
  expect(decodeRawHeaders(sent?.headers ?? {})).toEqual({ ...rawChunk(4), attempt: 2 });
});

test('one that is gone cannot be sent', async () => {
  await buryClean(5, 1, Buffer.from('x'));
  const [letter] = await lettersOf(5);
  if (letter === undefined) throw new Error('No letter.');
  await purgeSubject(bus, 'DEAD', 'dead.loader.plants.5');
  expect(await resendDeadLetter(bus, letter, { attempt: 2, id: 'redrive.5', signal: NEVER })).toBe(false);
  expect(await lettersOf(5)).toEqual([]);
});
