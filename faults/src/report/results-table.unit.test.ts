import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { catalogue } from '../catalogue/catalogue.ts';
import { type FaultRow, type FaultsResult, faultsResultSchema } from '../results.ts';
import { resultsTable } from './results-table.ts';

const ROOT = join(import.meta.dirname, '../../..');

const ROW: FaultRow = {
  id: 'copy',
  group: 'processes',
  fault: 'killed | inside COPY',
  strikes: 2,
  outcomes: ['published', 'published after 1 resume'],
  held: true,
  recovery_s: 12.04,
  lost: 0,
  doubled: 0,
  not_struck: null,
};
const RESULT: FaultsResult = {
  at: '2026-05-09T01:02:03.000Z',
  form: 'full',
  seed: null,
  machine: '2 cores',
  seconds: 60,
  strikes: 2,
  held: true,
  rows: [ROW],
};

test('a row says how often, what came of it, how long it took, and what was lost', () => {
  const table = resultsTable(RESULT);
  expect(table).toContain('| killed \\| inside COPY |');
  expect(table).toMatch(/\| +2 \| published; published after 1 resume \| +12\.0 \| +0 \| +0 \|/);
  expect(table).toContain(
    '2 strikes in 60 s (full; 2026-05-09; 2 cores): nothing lost, doubled or left stuck.',
  );
});

test('what did not hold is not to be overlooked', () => {
  const failed = { ...ROW, held: false, lost: 1, outcomes: ['1 rows lost'] };
  const table = resultsTable({ ...RESULT, held: false, rows: [failed] });
  expect(table).toContain('**failed**: 1 rows lost');
  expect(table).toContain('failed: copy.');
});

test('what this machine cannot produce is said', () => {
  const row = { ...ROW, strikes: 0, outcomes: [], recovery_s: null, not_struck: 'no root' };
  expect(resultsTable({ ...RESULT, rows: [row] })).toContain('not struck: no root');
});

test('the README carries the newest result of all strikes, and every fault is in it', async () => {
  const kept = await readFile(join(ROOT, 'faults/results/latest.json'), 'utf8');
  const newest = faultsResultSchema.parse(JSON.parse(kept));
  expect(await readFile(join(ROOT, 'README.md'), 'utf8')).toContain(resultsTable(newest));
  expect(newest.rows.map(({ id }) => id)).toEqual(catalogue.map(({ id }) => id));
  expect(newest).toMatchObject({ form: 'full', held: true });
});
