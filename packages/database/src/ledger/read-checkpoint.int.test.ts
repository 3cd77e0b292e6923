import { testDatabase } from '@regpipe/testkit';
import { beforeAll, expect, test } from 'vitest';

import type { Database } from '../connect-database.ts';
import { addJob, ledgerPart, recordParts, setStatus } from '../testing/plants.ts';
import { readCheckpoint } from './read-checkpoint.ts';
import { recordChunk } from './record-chunks.ts';

let database: Database;

beforeAll(async () => {
  const own = await testDatabase();
  database = own.database;
  return () => own.close();
});

let datasets = 0;
const addOwnJob = () => addJob(database, { dataset: `ledger-${(datasets += 1)}` });
const crc32 = (chunk: number) => 4_000_000_000 + chunk;

test('nothing loaded: fetching starts at the beginning', async () => {
  const id = await addOwnJob();
  expect(await readCheckpoint(database.pool, id)).toEqual({
    checkpoint: null,
    loadedCrc32: [],
    loadedChunks: [],
  });
});

test('a gapless run: fetching goes on behind its end', async () => {
  const id = await addOwnJob();
  await recordParts(database, [ledgerPart(id, 1), ledgerPart(id, 0)]);
  expect(await readCheckpoint(database.pool, id)).toEqual({
    checkpoint: { chunk: 2, firstRecord: 20, firstLine: 23, byteOffset: 250 },
    loadedCrc32: [crc32(0), crc32(1)],
    loadedChunks: [],
  });
});

test('a gap: fetching goes on there, and knows what is loaded behind it', async () => {
  const id = await addOwnJob();
  await recordParts(
    database,
    [0, 2, 3, 5].map((chunk) => ledgerPart(id, chunk)),
  );
  expect(await readCheckpoint(database.pool, id)).toEqual({
    checkpoint: { chunk: 1, firstRecord: 10, firstLine: 13, byteOffset: 150 },
    loadedCrc32: [crc32(0)],
    loadedChunks: [2, 3, 5],
  });
});

test('the first chunk missing: fetching starts at the beginning, and skips what is loaded', async () => {
  const id = await addOwnJob();
  await recordParts(database, [ledgerPart(id, 1)]);
  expect(await readCheckpoint(database.pool, id)).toMatchObject({ checkpoint: null, loadedChunks: [1] });
});

test('a chunk of which a part is missing counts as missing, before the gap and behind it', async () => {
  const id = await addOwnJob();
  const part = (chunk: number, number: number) =>
    ledgerPart(id, chunk, {
      part: number,
      parts: 2,
      firstRecord: chunk * 10 + (number - 1) * 6,
      records: number === 1 ? 6 : 4,
      loaded: number === 1 ? 6 : 4,
      firstLine: 3 + chunk * 10 + (number - 1) * 6,
      lines: number === 1 ? 6 : 4,
    });
  await recordParts(database, [part(0, 1), part(0, 2), part(1, 2), part(2, 1), part(2, 2), part(3, 1)]);
  expect(await readCheckpoint(database.pool, id)).toEqual({
    checkpoint: { chunk: 1, firstRecord: 10, firstLine: 13, byteOffset: 150 },
    loadedCrc32: [crc32(0)],
    loadedChunks: [2],
  });
});

test('a part is taken once, by a job that still wants data', async () => {
  const id = await addOwnJob();
  expect(await recordChunk(database.pool, ledgerPart(id, 0))).toBe('recorded');
  expect(await recordChunk(database.pool, ledgerPart(id, 0))).toBe('already-loaded');
  await setStatus(database, id, 'publishing');
  expect(await recordChunk(database.pool, ledgerPart(id, 0))).toBe('already-loaded');
  expect(await recordChunk(database.pool, ledgerPart(id, 1))).toBe('not-wanted');
  expect(await recordChunk(database.pool, ledgerPart(999_999, 1))).toBe('not-wanted');
});

test('counts that do not add up are refused by the ledger itself', async () => {
  const id = await addOwnJob();
  await expect(recordChunk(database.pool, ledgerPart(id, 0, { loaded: 9 }))).rejects.toMatchObject({
    code: '23514',
  });
});
