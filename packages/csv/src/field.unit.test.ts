import { describe, expect, test } from 'vitest';

import { Field } from './field.ts';

/** A field in the middle of other bytes, as it is in a chunk. */
function inside(text: string): Field {
  const bytes = Buffer.from(`　${text}　`);
  return new Field().view(bytes, 3, bytes.length - 3);
}

describe('trim takes what String.trim takes', () => {
  test('for every character, around a text and alone', () => {
    for (let code = 1; code <= 0xffff; code += 1) {
      if (code >= 0xd800 && code <= 0xdfff) continue;
      const character = String.fromCharCode(code);
      for (const text of [character, `${character}字${character}`, `a${character}b`]) {
        if (inside(text).trim().toString() !== text.trim()) {
          expect.unreachable(`U+${code.toString(16)} in ${JSON.stringify(text)}`);
        }
      }
    }
  });

  test('for any mixture of white space, and texts whose last bytes look like some', () => {
    const pieces = [
      ' ',
      '\t',
      '\r\n',
      '\u00a0',
      '　',
      '\ufeff',
      '\u2003',
      '\u205f',
      '頠',
      '一',
      '𠀀',
      'a',
      'ÂÀ',
    ];
    for (const first of pieces) {
      for (const second of pieces) {
        for (const third of pieces) {
          const text = first + second + third;
          expect(inside(text).trim().toString()).toBe(text.trim());
        }
      }
    }
  });

  test('and leaves nothing of white space alone', () => {
    const field = inside(' 　\t\n').trim();
    expect([field.length, field.toString()]).toEqual([0, '']);
  });
});

test('fields are equal when their bytes are', () => {
  expect(inside('561113').equals(Field.of('561113'))).toBe(true);
  expect(inside('561113').equals(Field.of('561114'))).toBe(false);
  expect(inside('561113').equals(Field.of('56111'))).toBe(false);
  expect(inside('').equals(Field.of(''))).toBe(true);
});

test('an ASCII field reads like a string, byte by byte', () => {
  const field = inside('042');
  expect([field.length, field.charCodeAt(0), field.charCodeAt(2)]).toEqual([3, 48, 50]);
});
