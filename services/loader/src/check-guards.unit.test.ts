import { expect, test } from 'vitest';

import { checkGuards, type GuardFacts } from './check-guards.ts';

const LIMITS = { rowsGonePercent: 10, rejectedPercent: 5 };

const facts = (changes: Partial<GuardFacts> = {}): GuardFacts => ({
  jobId: 8,
  rowsToPublish: 1_000,
  live: { version: 7, rows: 1_000 },
  records: 1_000,
  rejected: 0,
  limited: false,
  accepted: false,
  ...changes,
});
const codeOf = (changes: Partial<GuardFacts>, limits = LIMITS) => checkGuards(facts(changes), limits)?.code;

test.each([
  [901, undefined],
  [900, 'GUARD_ROWS_GONE'],
  [0, 'GUARD_ROWS_GONE'],
  [5_000, undefined],
])('of a thousand live rows %i are left: %s', (rowsToPublish, code) => {
  expect(codeOf({ rowsToPublish })).toBe(code);
});

test.each([
  [49, undefined],
  [50, 'GUARD_REJECTED'],
  [1_000, 'GUARD_REJECTED'],
])('of a thousand records %i are rejected: %s', (rejected, code) => {
  expect(codeOf({ rejected })).toBe(code);
});

test('a limit that is reached exactly is reached, whatever the quotient of its numbers', () => {
  expect(
    codeOf({ rowsToPublish: 71, live: { version: 7, rows: 100 } }, { ...LIMITS, rowsGonePercent: 29 }),
  ).toBe('GUARD_ROWS_GONE');
});

test('a first publication has nothing to compare with, and an empty source nothing to reject', () => {
  expect(codeOf({ live: null, rowsToPublish: 1 })).toBeUndefined();
  expect(codeOf({ live: null, rowsToPublish: 0, records: 0 })).toBeUndefined();
  expect(codeOf({ live: { version: 7, rows: 0 }, rowsToPublish: 0, records: 0 })).toBeUndefined();
});

test('a limited job may have fewer rows, and no more rejects than any other', () => {
  expect(codeOf({ limited: true, rowsToPublish: 10 })).toBeUndefined();
  expect(codeOf({ limited: true, rejected: 50 })).toBe('GUARD_REJECTED');
});

test('what its user has accepted is published', () => {
  expect(codeOf({ accepted: true, rowsToPublish: 1, rejected: 999 })).toBeUndefined();
});

test('100 switches a guard off, and 0 lets nothing pass', () => {
  const bad = { rowsToPublish: 1, rejected: 1_000 };
  expect(codeOf(bad, { rowsGonePercent: 100, rejectedPercent: 100 })).toBeUndefined();
  const strict = { rowsGonePercent: 0, rejectedPercent: 0 };
  expect(codeOf({}, strict)).toBeUndefined();
  expect(codeOf({ rejected: 1 }, strict)).toBe('GUARD_REJECTED');
  expect(codeOf({ rowsToPublish: 999 }, strict)).toBe('GUARD_ROWS_GONE');
});

test('the message has every number that one decides by, of both guards', () => {
  expect(checkGuards(facts({ rowsToPublish: 850, rejected: 150 }), LIMITS)).toEqual({
    code: 'GUARD_REJECTED',
    message:
      'Job 8 is stopped before its publication: 150 of 1000 records were rejected (15.00 %; the guard stops at 5 %); ' +
      'the live version 7 has 1000 rows, this one would have 850 (15.00 % gone; the guard stops at 10 %).',
  });
});
