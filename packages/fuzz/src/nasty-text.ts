import fc from 'fast-check';

/* Texts that have broken parsers, COPY or somebody's trimming before, as arbitraries of fast-check. */

/** Every control character that text can hold: all but NUL. */
const CONTROLS = [...Array.from({ length: 0x1f }, (_, index) => index + 1), 0x7f, 0x80, 0x85, 0x9f].map(
  (code) => String.fromCodePoint(code),
);
const COPY_LOOK_ALIKES = [
  '\\',
  '\\N',
  '\\.',
  '\\b',
  '\\t',
  '\\n',
  '\\\\',
  '\\x41',
  '\\101',
  '\\008',
  '\t',
  '\\\n',
];
const CSV_SIGNS = ['"', '""', ',', '","', '\n', '\r\n', '\r', '",', ',"', "'", ';'];
const WIDE = [
  '　',
  '１２３',
  '，',
  '＂',
  '台灣',
  '商號',
  '𠮷',
  '👩‍👩‍👧',
  '🧨',
  'é',
  'ß',
  '\u{10ffff}',
  '\uffff',
  '\ufffd',
];
const MARKS = [
  ...['\u0301', '\u20e3', '\u200b', '\u200c', '\u200d', '\u200e', '\u200f', '\u202e', '\u2066'],
  ...['\u2069', '\ufeff', '\ufe0f', '\u00ad', '\u061c', 'שלום', 'مرحبا'],
];
const PLAIN = ['a', 'Z', '0', '7', 'x y', '=1+1', '%s', 'NULL', '$$', '--', '豆漿店', '０號'];

/** White space that is trimmed: ASCII's, the full-width space, and what Unicode has besides. */
export const BLANKS = [
  ...[' ', '\t', '\n', '\v', '\f', '\r', '\r\n', '　', '\u00a0', '\u1680'],
  ...['\u2000', '\u200a', '\u2028', '\u2029', '\u202f', '\u205f', '\ufeff'],
];

/** Any code point that text can hold. */
const anyCharacter = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 1 })
  .map((text) => text.replace('\0', '0'));

const sign = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...PLAIN) },
  { weight: 2, arbitrary: fc.constantFrom(...CONTROLS) },
  { weight: 3, arbitrary: fc.constantFrom(...COPY_LOOK_ALIKES) },
  { weight: 3, arbitrary: fc.constantFrom(...CSV_SIGNS) },
  { weight: 2, arbitrary: fc.constantFrom(...WIDE) },
  { weight: 2, arbitrary: fc.constantFrom(...MARKS) },
  { weight: 1, arbitrary: fc.constantFrom(...BLANKS) },
  { weight: 1, arbitrary: anyCharacter },
);

const mixed = fc.array(sign, { maxLength: 9, size: 'max' }).map((signs) => signs.join(''));

/** Up to some 50 kB. */
export const longText = fc.tuple(sign, fc.nat(6_000)).map(([repeated, times]) => repeated.repeat(times));

/** Nothing, or nothing but white space. */
export const blankText = fc
  .array(fc.constantFrom(...BLANKS), { maxLength: 3 })
  .map((blanks) => blanks.join(''));

/** Any text that PostgreSQL can hold. */
export const nastyText = fc.oneof(
  { weight: 600, arbitrary: fc.constantFrom(...PLAIN, ...WIDE) },
  { weight: 1_200, arbitrary: mixed },
  { weight: 200, arbitrary: blankText },
  { weight: 1, arbitrary: longText },
);

/** A text with white space around it now and then. */
export function padded(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const padding = fc.oneof({ weight: 8, arbitrary: fc.constant('') }, { weight: 1, arbitrary: blankText });
  return fc.tuple(padding, text, padding).map((parts) => parts.join(''));
}
