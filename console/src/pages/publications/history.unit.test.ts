import { expect, test } from 'vitest';

import type { HistoryEntry } from '../../api/datasets.ts';
import { readPair, rollBackTarget, statesOf, tablesOf, usualPair, versionBefore } from './history.ts';

type Mark = 'live' | 'dropped' | 'rolled_back';

function entry(version: number, ...marks: readonly Mark[]): HistoryEntry {
  return {
    version,
    dataset: 'plants',
    job_id: version,
    published_at: '2026-05-09T00:00:00.000Z',
    source_stamp: null,
    etag: null,
    sha256: null,
    row_counts: { plant: version },
    search_ready: true,
    live: marks.includes('live'),
    dropped: marks.includes('dropped'),
    rolled_back: marks.includes('rolled_back'),
  };
}

test('says what has become of a version', () => {
  expect(statesOf(entry(1, 'live'))).toEqual(['live']);
  expect(statesOf(entry(1))).toEqual(['kept']);
  expect(statesOf(entry(1, 'dropped'))).toEqual(['dropped']);
  expect(statesOf(entry(1, 'rolled_back'))).toEqual(['rolled-back']);
  expect(statesOf(entry(1, 'rolled_back', 'dropped'))).toEqual(['rolled-back', 'dropped']);
});

test.each([
  ['the one before', [entry(9, 'live'), entry(4), entry(2)], 4],
  ['not one that was rolled back', [entry(9, 'live'), entry(4, 'rolled_back'), entry(2)], 2],
  ['not one that is dropped', [entry(9, 'live'), entry(4), entry(2, 'dropped')], 4],
  ['not a newer one, after a rollback', [entry(9, 'rolled_back'), entry(4, 'live'), entry(2)], 2],
  ['none where none is kept', [entry(9, 'live'), entry(4, 'dropped')], undefined],
  ['none of one', [entry(9, 'live')], undefined],
  ['none of nothing', [], undefined],
])('rolling back leads to %s', (_, history, version) => {
  expect(rollBackTarget(history)?.version).toBe(version);
});

test('a version is compared with the one before that has tables, or else with any', () => {
  const history = [entry(9, 'live'), entry(4, 'dropped'), entry(2)];
  expect(versionBefore(history, 9)).toBe(2);
  expect(versionBefore(history, 2)).toBeUndefined();
  expect(versionBefore([entry(9, 'live'), entry(4, 'dropped')], 9)).toBe(4);
});

test('the usual comparison ends at what is live', () => {
  expect(usualPair([entry(9, 'live'), entry(4)])).toEqual({ from: 4, to: 9 });
  expect(usualPair([entry(9, 'rolled_back'), entry(4, 'live'), entry(2)])).toEqual({ from: 2, to: 4 });
  expect(usualPair([entry(9, 'rolled_back'), entry(4, 'live')])).toEqual({ from: 4, to: 9 });
  expect(usualPair([entry(4, 'live')])).toBeUndefined();
  expect(usualPair([])).toBeUndefined();
});

test('only two different numbers are a pair', () => {
  expect(readPair({ from: '4', to: '9' })).toEqual({ from: 4, to: 9 });
  for (const query of [
    {},
    { from: '4' },
    { from: '4', to: '4' },
    { from: '4', to: '-9' },
    { from: '', to: '9' },
  ]) {
    expect(readPair(query)).toBeUndefined();
  }
});

test('a table of any version is a table', () => {
  expect(tablesOf([entry(2), { ...entry(1), row_counts: { plant: 1, use: 2 } }])).toEqual(['plant', 'use']);
});
