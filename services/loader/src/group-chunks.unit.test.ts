import { expect, test } from 'vitest';

import { Grouping } from './group-chunks.ts';

interface Item {
  readonly key: number;
  readonly name: string;
}

/** A grouping whose work ends when the test says so. */
function heldGrouping(lanes: number, fails: (names: readonly string[]) => boolean = () => false) {
  const started: { readonly names: string[]; readonly end: () => void }[] = [];
  const grouping = new Grouping<Item, string>({
    lanes,
    keyOf: (item) => String(item.key),
    work: async (items) => {
      const names = items.map((item) => item.name);
      const { promise, resolve } = Promise.withResolvers<undefined>();
      started.push({ names, end: () => resolve(undefined) });
      await promise;
      if (fails(names)) throw new Error(`${names.join()} failed`);
      return names.map((name) => name.toUpperCase());
    },
  });
  const add = (name: string, key = 1) => grouping.add({ key, name });
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return { add, started, settled };
}

test('what finds a free lane goes at once and alone; what comes meanwhile goes together', async () => {
  const { add, started, settled } = heldGrouping(1);
  const results = [add('a'), add('b'), add('c')];
  expect(started.map(({ names }) => names)).toEqual([['a']]);
  started[0]?.end();
  await settled();
  expect(started.map(({ names }) => names)).toEqual([['a'], ['b', 'c']]);
  started[1]?.end();
  expect(await Promise.all(results)).toEqual(['A', 'B', 'C']);
});

test('there are never more groups at work than lanes', async () => {
  const { add, started, settled } = heldGrouping(2);
  const results = ['a', 'b', 'c', 'd'].map((name) => add(name));
  expect(started.map(({ names }) => names)).toEqual([['a'], ['b']]);
  started[1]?.end();
  await settled();
  expect(started[2]?.names).toEqual(['c', 'd']);
  started.forEach(({ end }) => {
    end();
  });
  expect(await Promise.all(results)).toEqual(['A', 'B', 'C', 'D']);
});

test('different keys never share a group, and none waits for ever', async () => {
  const { add, started, settled } = heldGrouping(1);
  const results = [add('a'), add('b', 1), add('x', 2), add('c', 1)];
  for (let group = 0; group < 3; group += 1) {
    started[group]?.end();
    await settled();
  }
  expect(started.map(({ names }) => names)).toEqual([['a'], ['b', 'c'], ['x']]);
  expect(await Promise.all(results)).toEqual(['A', 'B', 'X', 'C']);
});

test('one that fails costs the others of its group nothing', async () => {
  const { add, started, settled } = heldGrouping(1, (names) => names.includes('bad'));
  const results = Promise.allSettled([add('a'), add('b'), add('bad'), add('c')]);
  for (let group = 0; group < 5; group += 1) {
    started[group]?.end();
    await settled();
  }
  expect(started.map(({ names }) => names)).toEqual([['a'], ['b', 'bad', 'c'], ['b'], ['bad'], ['c']]);
  expect(await results).toMatchObject([
    { value: 'A' },
    { value: 'B' },
    { reason: { message: 'bad failed' } },
    { value: 'C' },
  ]);
});
