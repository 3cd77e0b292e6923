import { expect, test } from 'vitest';

import { isStorable } from './storable.ts';

function nested(depth: number): unknown {
  let value: unknown = 'end';
  for (let level = 0; level < depth; level += 1) value = { in: value };
  return value;
}

test.each<[string, unknown, boolean]>([
  ['text of any script', '通知 📱 é', true],
  ['a NUL', 'a\0b', false],
  ['half of a surrogate pair', '\ud83d', false],
  ['a NUL deep inside', { list: [1, null, { text: 'a\0' }] }, false],
  ['a key with a NUL', { 'a\0': 1 }, false],
  ['numbers, booleans and nothing', { a: 1.5, b: true, c: null, d: [] }, true],
  ['what is nested as payloads are', nested(10), true],
  ['what is nested without end', nested(40), false],
])('%s', (_what, value, storable) => {
  expect(isStorable(value)).toBe(storable);
});
