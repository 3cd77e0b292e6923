import { expect, test } from 'vitest';

import { readCommandLine } from './command-line.ts';

test('without a word everything is struck', () => {
  expect(readCommandLine([])).toMatchObject({ form: 'full', only: undefined, list: false, json: false });
});

test('a random run has a seed, where one is given, and minutes', () => {
  expect(readCommandLine(['--random', '--seed', '42', '--minutes', '0.5'])).toMatchObject({
    form: 'random',
    seed: 42,
    minutes: 0.5,
  });
  expect(readCommandLine(['--random'])).toMatchObject({ seed: undefined, minutes: 5 });
});

test.each([
  [['--seed', 'x'], '--seed takes a whole number from 0 on, not "x".'],
  [['--minutes', '0'], '--minutes takes a number above 0, not "0".'],
  [['--random', '--short'], '--random has no short form: give it fewer --minutes.'],
])('%j is refused', (args, message) => {
  expect(() => readCommandLine(args)).toThrow(message);
});

test('what it does not know is refused', () => {
  expect(() => readCommandLine(['--shrot'])).toThrow('--shrot');
});
