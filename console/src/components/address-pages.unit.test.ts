import { expect, test } from 'vitest';

import { addressPages } from './address-pages.ts';

/** Walks through the list `key`, beginning at `cursor`, and says where each step leads. */
function walker(key: string, cursor?: string) {
  let at = cursor;
  const pages = () => addressPages(key, at, (next) => (at = next));
  return {
    next: (to: string) => (pages().next(to), at),
    previous: () => (pages().previous(), at),
    isFirst: () => pages().isFirst,
  };
}

test('leads back the way that one came', () => {
  const walk = walker('forth and back');
  expect([walk.next('b'), walk.next('c'), walk.isFirst()]).toEqual(['b', 'c', false]);
  expect([walk.previous(), walk.previous(), walk.isFirst()]).toEqual(['b', undefined, true]);
});

test('leads who came by a link to the first page', () => {
  expect(walker('a link', 'k').previous()).toBeUndefined();
});

test('the same place in another list was reached in another way', () => {
  const walk = walker('one');
  walk.next('b');
  walk.next('c');
  expect(walker('two', 'c').previous()).toBeUndefined();
});
