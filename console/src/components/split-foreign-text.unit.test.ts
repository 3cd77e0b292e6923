import { expect, test } from 'vitest';

import { splitForeignText } from './split-foreign-text.ts';

/** Pieces as text: what is marked in brackets, controls in angle brackets. */
function drawn(text: string, mark?: { start: number; end: number }): string {
  return splitForeignText(text, mark)
    .map((piece) =>
      (piece.isControl ? `<${piece.text}>` : piece.text).replace(/^(.*)$/s, piece.isMarked ? '[$1]' : '$1'),
    )
    .join('');
}

test('what is invisible, turns text around or breaks lines is shown as an escape', () => {
  expect(drawn('a\tb\r\nc')).toBe('a<\\t>b<\\r><\\n>c');
  expect(drawn('甲\u202e乙\u200b\u2028')).toBe('甲<\\u{202e}>乙<\\u{200b}><\\u{2028}>');
  expect(drawn('\x1b[31m')).toBe('<\\u{1b}>[31m');
  expect(drawn('\ud800')).toBe('<\\u{d800}>');
});

test('markup is text like any other', () => {
  expect(drawn('<img src=x onerror=alert(1)>')).toBe('<img src=x onerror=alert(1)>');
});

test('the fault is marked, controls in it included', () => {
  expect(drawn('12,3a\t4,5', { start: 3, end: 6 })).toBe('12,[3a][<\\t>]4,5');
  expect(drawn('𠮷野家,x', { start: 0, end: 2 })).toBe('[𠮷]野家,x');
});

test('a fault between two characters has a sign of its own, one outside of the text marks nothing else', () => {
  expect(drawn(',,', { start: 1, end: 1 })).toBe(',[∅],');
  expect(drawn('ab', { start: 1, end: 99 })).toBe('a[b]');
  expect(drawn('ab', { start: 7, end: 9 })).toBe('ab[∅]');
});
