import type { ChunkMap } from '@regpipe/contracts';
import { expect, test } from 'vitest';

import { cellsOf, chunksIn, countStates } from './chunk-cells.ts';

type Run = ChunkMap['runs'][number];

function run(first: number, last: number, state: Run['state']): Run {
  return { first, last, state, records: null, failed: 0 };
}

const map: ChunkMap = { total: 10, runs: [run(0, 3, 'loaded'), run(4, 4, 'dead'), run(6, 7, 'waiting')] };

test('one square a chunk, where there are few', () => {
  const cells = cellsOf(map, 100);
  expect(cells.map(({ first, last }) => [first, last])).toEqual(
    [...Array(10).keys()].map((chunk) => [chunk, chunk]),
  );
  expect(cells.map(({ state }) => state).join(' ')).toBe(
    'loaded loaded loaded loaded dead missing waiting waiting missing missing',
  );
});

test('of several chunks in a square the worst shows, and what is missing is never hidden by what is loaded', () => {
  expect(cellsOf(map, 4)).toEqual([
    { first: 0, last: 2, state: 'loaded' },
    { first: 3, last: 5, state: 'dead' },
    { first: 6, last: 8, state: 'waiting' },
    { first: 9, last: 9, state: 'missing' },
  ]);
  expect(cellsOf({ total: 4, runs: [run(0, 2, 'loaded')] }, 1)).toEqual([
    { first: 0, last: 3, state: 'missing' },
  ]);
});

test('all chunks are in one state or another', () => {
  expect(Object.fromEntries(countStates(map))).toEqual({
    dead: 1,
    redriven: 0,
    rejects: 0,
    waiting: 2,
    missing: 3,
    loaded: 4,
  });
});

test('until the source is read there are as many chunks as have come', () => {
  expect(chunksIn({ total: null, runs: [run(0, 6, 'waiting')] })).toBe(7);
  expect(chunksIn({ total: null, runs: [] })).toBe(0);
  expect(cellsOf({ total: null, runs: [] }, 10)).toEqual([]);
});

test('a million chunks are as many squares as fit', () => {
  const large: ChunkMap = {
    total: 1_000_000,
    runs: [run(0, 999_998, 'loaded'), run(999_999, 999_999, 'dead')],
  };
  const cells = cellsOf(large, 900);
  expect(cells.length).toBeLessThanOrEqual(900);
  expect(cells.at(-1)).toMatchObject({ last: 999_999, state: 'dead' });
  expect(cells.slice(0, -1).every(({ state }) => state === 'loaded')).toBe(true);
});
