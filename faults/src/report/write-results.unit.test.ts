import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import { catalogue } from '../catalogue/catalogue.ts';
import { type FaultRow, type FaultsResult, faultsResultSchema } from '../results.ts';
import { writeResults } from './write-results.ts';

const [FIRST, SECOND, THIRD] = catalogue.map(({ id }) => id) as [string, string, string];

function result(...rows: readonly (readonly [id: string, strikes: number])[]): FaultsResult {
  const about = { group: 'processes', fault: 'killed', outcomes: ['published'], held: true };
  const numbers = { recovery_s: 1, lost: 0, doubled: 0, not_struck: null };
  return {
    ...{
      at: '2026-05-09T01:02:03.000Z',
      form: 'full',
      seed: null,
      machine: '2 cores',
      seconds: 60,
      held: true,
    },
    strikes: rows.reduce((sum, [, strikes]) => sum + strikes, 0),
    rows: rows.map(([id, strikes]): FaultRow => ({ ...about, ...numbers, id, strikes })),
  };
}

test('a part of the catalogue replaces its rows, and new ones come to where they stand in it', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'regpipe-results-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  await writeResults(directory, result([FIRST, 1], [THIRD, 1]), true);
  await writeResults(directory, result([SECOND, 2], [THIRD, 2]), false);
  const kept = faultsResultSchema.parse(JSON.parse(await readFile(join(directory, 'latest.json'), 'utf8')));
  expect(kept.rows.map(({ id, strikes }) => [id, strikes])).toEqual([
    [FIRST, 1],
    [SECOND, 2],
    [THIRD, 2],
  ]);
  expect(kept).toMatchObject({ strikes: 5, seconds: 120, held: true });
});

test('a part by itself is not kept', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'regpipe-results-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  await writeResults(directory, result([FIRST, 1]), false);
  await expect(readFile(join(directory, 'latest.json'))).rejects.toMatchObject({ code: 'ENOENT' });
});
