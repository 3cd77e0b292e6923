import { expect, test } from 'vitest';

import { LastWords } from './last-words.ts';

test('a service that has said nothing has no last words', () => {
  const words = new LastWords();
  words.hear('{"level":"INFO","message":"Started"}');
  words.hear('no JSON "level":"FATAL"');
  words.hearError('(node:7) Warning: something is odd\n');
  expect(words.text).toBe('');
});

test('its fatal line counts more than what Node writes', () => {
  const words = new LastWords();
  words.hearError(
    'file:///app/main.ts:1\n\n    throw\n\nTypeError: x is not a function\n    at main.ts:1\nNode.js v24\n',
  );
  expect(words.text).toBe('TypeError: x is not a function');
  words.hear('{"level":"FATAL","name":"loader","message":"NATS does not answer."}');
  expect(words.text).toBe('NATS does not answer.');
});
