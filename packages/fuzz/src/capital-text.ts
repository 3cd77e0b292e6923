import fc from 'fast-check';

/** A capital as a source may write it, and what is to be loaded for it. */
export interface CapitalText {
  readonly text: string;
  /** Digits without leading zeros. */
  readonly amount: string;
  readonly warning: 'CAPITAL_NOT_A_NUMBER' | 'CAPITAL_OUT_OF_RANGE' | null;
}

const MAX_BIGINT = 2n ** 63n - 1n;
const FULL_WIDTH_ZERO = 0xff10;
const UNREADABLE = [
  '-1',
  '+1',
  '1.5',
  '1e6',
  '0x10',
  '一萬',
  'N/A',
  'NT$5',
  '٣',
  '1\u200b2',
  '\\N',
  ',',
  '1;2',
  '1\t2',
];

/** Digits after as many zeros as may stand there, each of either width, with separators between them. */
function written(amount: fc.Arbitrary<bigint>): fc.Arbitrary<{ text: string; amount: string }> {
  const style = fc.record({
    zeros: fc.nat(3),
    wide: fc.nat(0xffff),
    separator: fc.constantFrom('', '', '', ',', '，', ' ', '　'),
  });
  return fc.tuple(amount, style).map(([number, { zeros, wide, separator }]) => {
    const digits = Array.from('0'.repeat(zeros) + String(number), (digit, index) =>
      (wide >> (index % 16)) % 2 === 1 ? String.fromCodePoint(FULL_WIDTH_ZERO + Number(digit)) : digit,
    );
    const groups = digits.map(
      (digit, index) => (index > 0 && (digits.length - index) % 3 === 0 ? separator : '') + digit,
    );
    return { text: groups.join(''), amount: String(number) };
  });
}

/** What the text means is known because the text was made from it. */
export const capitalText: fc.Arbitrary<CapitalText> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .oneof(fc.bigInt({ min: 0n, max: 10n ** 9n }), fc.bigInt({ min: 0n, max: MAX_BIGINT }))
      .map((number) => ({ text: String(number), amount: String(number), warning: null })),
  },
  {
    weight: 6,
    arbitrary: written(fc.bigInt({ min: 0n, max: MAX_BIGINT })).map((made) => ({ ...made, warning: null })),
  },
  { weight: 2, arbitrary: fc.constant({ text: '', amount: '0', warning: null }) },
  {
    weight: 1,
    arbitrary: written(fc.bigInt({ min: MAX_BIGINT + 1n, max: 10n ** 30n })).map(({ text }): CapitalText => ({
      text,
      amount: '0',
      warning: 'CAPITAL_OUT_OF_RANGE',
    })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(...UNREADABLE)
      .map((text): CapitalText => ({ text, amount: '0', warning: 'CAPITAL_NOT_A_NUMBER' })),
  },
);
