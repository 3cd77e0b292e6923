import { expect, test } from 'vitest';

import { Memo } from './memo.ts';

test('is computed once for all who ask meanwhile and later, and anew when the data has changed', async () => {
  const memo = new Memo<{ fingerprint: string; at: number }>();
  let computed = 0;
  const compute = (fingerprint: string) => () => Promise.resolve({ fingerprint, at: (computed += 1) });
  const first = await Promise.all([memo.recall('1', compute('1')), memo.recall('1', compute('1'))]);
  expect(first.map(({ at }) => at)).toEqual([1, 1]);
  expect(await memo.recall('1', compute('1'))).toMatchObject({ at: 1 });
  expect(await memo.recall('2', compute('2'))).toMatchObject({ at: 2 });
  expect(await memo.recall('1', compute('1'))).toMatchObject({ at: 3 });
});

test('what turned out to be of a newer state is not given for the older one', async () => {
  const memo = new Memo();
  await memo.recall('1', () => Promise.resolve({ fingerprint: '2' }));
  expect(await memo.recall('1', () => Promise.resolve({ fingerprint: '1' }))).toEqual({ fingerprint: '1' });
});

test('a failure is told to all who waited for it, and the next one tries again', async () => {
  const memo = new Memo();
  const failing = () => Promise.reject(new Error('away'));
  const both = await Promise.allSettled([memo.recall('1', failing), memo.recall('1', failing)]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await memo.recall('1', () => Promise.resolve({ fingerprint: '1' }))).toEqual({ fingerprint: '1' });
});
