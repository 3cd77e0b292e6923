import { expect, test, vi } from 'vitest';

import { ShortMemory } from './short-memory.ts';

const LONG_MS = 60_000;

test('what is asked twice is looked up once, until it is forgotten', async () => {
  const memory = new ShortMemory<number>(LONG_MS, 10);
  const lookUp = vi.fn(() => Promise.resolve(1));
  expect(await Promise.all([memory.recall('a', lookUp), memory.recall('a', lookUp)])).toEqual([1, 1]);
  expect(lookUp).toHaveBeenCalledTimes(1);
  memory.clear();
  await memory.recall('a', lookUp);
  expect(lookUp).toHaveBeenCalledTimes(2);
});

test('what is old is looked up anew', async () => {
  const memory = new ShortMemory<number>(0, 10);
  await memory.recall('a', () => Promise.resolve(1));
  expect(await memory.recall('a', () => Promise.resolve(2))).toBe(2);
});

test('a look-up that fails is not remembered', async () => {
  const memory = new ShortMemory<number>(LONG_MS, 10);
  await expect(memory.recall('a', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
  expect(await memory.recall('a', () => Promise.resolve(2))).toBe(2);
});

test('it never grows beyond its size: the oldest goes', async () => {
  const memory = new ShortMemory<string>(LONG_MS, 2);
  for (const key of ['a', 'b', 'c']) await memory.recall(key, () => Promise.resolve(key));
  expect(memory.peek('a')).toBeUndefined();
  expect(await memory.peek('b')).toBe('b');
  expect(await memory.peek('c')).toBe('c');
});
