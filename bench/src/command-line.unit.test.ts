import { expect, test } from 'vitest';

import { readCommandLine } from './command-line.ts';

test('without a word everything is compared', () => {
  expect(readCommandLine([])).toMatchObject({
    mode: 'compare',
    rows: 1_600_000,
    rounds: 3,
    ways: ['regpipe', 'floor', 'plain-node', 'pgloader'],
  });
});

test('ways can be left out', () => {
  expect(readCommandLine(['--no-references']).ways).toEqual(['regpipe', 'floor']);
  expect(readCommandLine(['--only', 'pgloader'])).toMatchObject({ ways: ['pgloader'], only: true });
});

test('a small file is measured ten times', () => {
  expect(readCommandLine(['small'])).toMatchObject({ rows: 1_000, rounds: 10 });
});

test('notifications are measured at the rates that are promised', () => {
  expect(readCommandLine(['notifications'])).toMatchObject({
    records: 10_000_000,
    perSecond: { questions: 500, commands: 1_000 },
    seconds: 60,
  });
});

test('a dropped file has a million rows', () => {
  expect(readCommandLine(['drops'])).toMatchObject({ rows: 1_000_000, rounds: 3 });
});

test.each([
  [['fast'], '"fast" is no mode'],
  [['small', 'growth'], 'is no mode'],
  [['--only', 'mysql'], '"mysql" is none of'],
  [['--rows', '1e-3'], '--rows takes a whole number'],
  [['notifications', '--rate', '0'], '--rate takes a whole number'],
  [['--rounds', '0'], '--rounds takes a whole number'],
  [['--row', '5'], 'Unknown option'],
])('%j is refused', (args, message) => {
  expect(() => readCommandLine(args)).toThrow(message);
});
