import { isUtf8 } from 'node:buffer';

import { describe, expect, test } from 'vitest';

import { rawText } from './raw-text.ts';

const KiB = 1024;

describe('a rejected record as text', () => {
  test.each([
    ['a line', 'a,b\n', 'a,b'],
    ['a Windows line', 'a,b\r\n', 'a,b'],
    ['a last line without an end', 'a,b', 'a,b'],
    ['line breaks of its own', 'a,"b\n\nc"\n', 'a,"b\n\nc"'],
    ['an empty line', '\n', ''],
    ['tabs and backslashes', 'a\t\\N,\\.\n', 'a\t\\N,\\.'],
    ['white space at its end', 'a, \t\n', 'a, \t'],
  ])('keeps %s as it stands in the source', (_kind, source, text) => {
    expect(rawText(Buffer.from(source))).toBe(text);
  });

  test('shows bytes that are no UTF-8, and NUL, by their numbers, and the rest as it is', () => {
    const bytes = Buffer.concat([
      Buffer.from('台'),
      Buffer.from([0xe5, 0x8f]),
      Buffer.from(',🧨\0'),
      Buffer.from([0xff, 0x0a]),
    ]);
    expect(rawText(bytes)).toBe('台\\xe5\\x8f,🧨\\x00\\xff');
  });
});

describe('a long record', () => {
  test('is cut, and says how long it was', () => {
    const text = rawText(Buffer.from('x'.repeat(20 * KiB)));
    expect(text).toBe(`${'x'.repeat(16 * KiB)}… (20480 bytes in all)`);
  });

  test('is not cut when it just fits', () => {
    expect(rawText(Buffer.from('x'.repeat(16 * KiB)))).toBe('x'.repeat(16 * KiB));
  });

  test('is never cut inside a character', () => {
    for (const lead of ['', 'x', 'xx', 'xxx']) {
      const text = rawText(Buffer.from(lead + '🧨'.repeat(8 * KiB)));
      expect(text).toMatch(/^x*(🧨)+… \(\d+ bytes in all\)$/u);
    }
  });

  test('of which only the start is known says how long all of it was', () => {
    expect(rawText(Buffer.from('start\n'), 4_000_000)).toBe('start\n… (4000000 bytes in all)');
  });

  test('may be given less room', () => {
    expect(rawText(Buffer.from('台灣台灣'), undefined, 7)).toBe('台灣… (12 bytes in all)');
  });

  test('is text and takes a bounded room, whatever its bytes are', () => {
    for (const byte of [0, 0x5c, 0x80, 0xe5, 0xff]) {
      const text = rawText(Buffer.alloc(100 * KiB, byte), undefined, 1_000);
      expect(isUtf8(Buffer.from(text)) && !text.includes('\0')).toBe(true);
      expect(text.replaceAll('\\', '\\\\').length).toBeLessThan(5_100);
    }
  });
});
