import { ERROR_CODES } from '@regpipe/contracts';
import { describe, expect, test } from 'vitest';

import { LANGUAGES, messagesFor, nextStep } from './index.ts';

/** Every path to a text, such as `errors.noJob`. */
function paths(value: unknown, prefix = ''): string[] {
  if (typeof value !== 'object' || value === null) return [prefix];
  return Object.entries(value).flatMap(([key, inner]) => paths(inner, `${prefix}.${key}`));
}

function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [];
}

describe.each(LANGUAGES)('%s', (language) => {
  const messages = messagesFor(language);

  test('has every text that English has, and no other', () => {
    expect(paths(messages).sort()).toEqual(paths(messagesFor('en')).sort());
  });

  test('has no empty text', () => {
    expect(texts(messages).filter((text) => text.trim() === '')).toEqual([]);
  });

  test('knows the next step of every error code, and of no other', () => {
    expect(Object.keys(messages.nextSteps).sort()).toEqual(Object.keys(ERROR_CODES).sort());
    expect(nextStep(messages, 'NOT_OF_REGPIPE')).toBeUndefined();
  });
});

test('Traditional Chinese is written in full-width punctuation', () => {
  const chinese = texts(messagesFor('zh-TW')).filter((text) => /\p{Script=Han}/u.test(text));
  expect(chinese.filter((text) => /\p{Script=Han}[,.;:?!]/u.test(text))).toEqual([]);
});
