import fc from 'fast-check';

import { blankText } from './nasty-text.ts';
import { COLUMNS, type RecordValues, recordValues } from './record-values.ts';

/** How a record is spoilt; what it says stands beside it. */
export type Defect =
  | { readonly kind: 'none' }
  /** Bytes that no text may hold, behind the text of a column. */
  | { readonly kind: 'foreign'; readonly column: number; readonly bytes: readonly number[] }
  /** The text of a column has a quote where none may stand. */
  | { readonly kind: 'stray'; readonly column: number; readonly text: string }
  /** A quote is opened in a column and never closed; a line with a quote inside a word follows. */
  | { readonly kind: 'unclosed'; readonly column: number }
  /** So many columns more, or fewer. */
  | { readonly kind: 'width'; readonly more: number }
  /** The line is this, and no record at all. */
  | { readonly kind: 'line'; readonly text: string }
  /** White space in all columns. */
  | { readonly kind: 'blank'; readonly text: string }
  /** One field of so many bytes. */
  | { readonly kind: 'oversized'; readonly column: number; readonly bytes: number };

export interface FuzzRecord {
  readonly values: RecordValues;
  /** A bit for each column: quoted although it need not be. */
  readonly quotes: number;
  readonly lineBreak: '\n' | '\r\n';
  readonly defect: Defect;
}

/** What is not UTF-8: bytes of no character, overlong ones, surrogates, characters broken off, beyond the last one. */
const FOREIGN = [
  ...[[0], [0xff], [0xfe, 0xff], [0x80], [0xc0, 0x80], [0xc1, 0xbf], [0xed, 0xa0, 0x80], [0xed, 0xbf, 0xbf]],
  ...[
    [0xe5, 0x8f],
    [0xf0, 0x9f, 0xa7],
    [0xf4, 0x90, 0x80, 0x80],
    [0xa5, 0x78],
    [0, 0xff],
    [0xe3, 0x80, 0],
  ],
];
const STRAY = ['a"b', 'a"', 'a""', '"a"b', '"a" ', '"a"\rb', '""a', ' "a"', '\ufeff"a"', '"a""b"c'];
const NO_RECORDS = ['\\.', '\\N', '--', ';', '', ' ', '　', '\t', '""', '" "', '\ufeff', '"\\."', "'"];
const UNREAD = 1;

const column = fc.nat(COLUMNS.length - UNREAD - 1);

const spoilt: fc.Arbitrary<Defect> = fc.oneof(
  fc.record({ kind: fc.constant('foreign' as const), column, bytes: fc.constantFrom(...FOREIGN) }),
  fc.record({ kind: fc.constant('stray' as const), column, text: fc.constantFrom(...STRAY) }),
  fc.record({ kind: fc.constant('unclosed' as const), column }),
  fc.record({ kind: fc.constant('width' as const), more: fc.constantFrom(-20, -15, -2, -1, 1, 2, 500) }),
  fc.record({ kind: fc.constant('line' as const), text: fc.constantFrom(...NO_RECORDS) }),
  fc.record({ kind: fc.constant('blank' as const), text: blankText }),
);

const oversized: fc.Arbitrary<Defect> = fc.record({
  kind: fc.constant('oversized' as const),
  column,
  bytes: fc.integer({ min: 512 * 1024, max: 2 * 1024 * 1024 }),
});

function recordWith(defect: fc.Arbitrary<Defect>): fc.Arbitrary<FuzzRecord> {
  return fc.record({
    values: recordValues,
    quotes: fc.oneof(fc.constant(0), fc.nat(2 ** COLUMNS.length - 1)),
    lineBreak: fc.constantFrom('\n', '\n', '\r\n'),
    defect,
  });
}

const none = fc.constant({ kind: 'none' as const });

/** Most are sound; one in eight is spoilt in its structure. */
export const fuzzRecord: fc.Arbitrary<FuzzRecord> = recordWith(
  fc.oneof({ weight: 7, arbitrary: none }, { weight: 1, arbitrary: spoilt }),
);

/** The same, with one in two thousand too large for a chunk of 512 KiB. */
export const anyFuzzRecord: fc.Arbitrary<FuzzRecord> = fc.oneof(
  { weight: 2_000, arbitrary: fuzzRecord },
  { weight: 1, arbitrary: recordWith(oversized) },
);
