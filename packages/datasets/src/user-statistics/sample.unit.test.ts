import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Field } from '@regpipe/csv';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { recordingWriter } from '../recording-writer.ts';
import { makeStatisticsSample } from './sample.ts';
import { transform } from './transform.ts';

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'statistics-'));
});
afterAll(() => rm(directory, { recursive: true }));

const RATES = { unknownPercent: 3, invalidPercent: 2, duplicatePercent: 4, inactivePercent: 10 };

test('a sample holds what it says, by the rules of the data set', async () => {
  const path = join(directory, 'sample.csv');
  const sample = await makeStatisticsSample({ rows: 3_000, path, seed: 7, ...RATES });
  const [header, ...lines] = (await readFile(path, 'utf8')).trimEnd().split('\n');
  expect(header).toBe('ユーザーID,ログイン回数,投稿回数');
  expect(lines).toHaveLength(3_000);
  const seen = new Set<string>();
  const found = { users: 0, unknown: 0, invalid: 0, duplicated: 0 };
  for (const line of lines) {
    const [user = '', ...counts] = line.split(',');
    const outcome = transform([user, ...counts].map(Field.of), recordingWriter());
    if (outcome !== 'written') found.invalid += 1;
    else if (user.startsWith('nobody-')) found.unknown += 1;
    else if (seen.has(user)) found.duplicated += 1;
    else found.users += 1;
    if (outcome === 'written') seen.add(user);
  }
  expect(sample).toMatchObject({ total: 3_000, ...found });
  for (const amount of [sample.inactive, ...Object.values(found)]) expect(amount).toBeGreaterThan(30);
});

test('the same seed gives the same file', async () => {
  const bytesOf = async (seed: number, name: string) => {
    await makeStatisticsSample({ rows: 500, path: join(directory, name), seed, ...RATES });
    return readFile(join(directory, name));
  };
  const [one, again, other] = [await bytesOf(1, 'a'), await bytesOf(1, 'b'), await bytesOf(2, 'c')];
  expect(one.equals(again)).toBe(true);
  expect(one.equals(other)).toBe(false);
});
