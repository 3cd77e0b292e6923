import { Field } from '@regpipe/csv';
import { describe, expect, test } from 'vitest';

import { readCapital } from './capital.ts';
import { recordingWriter } from '../recording-writer.ts';

function read(value: string): [string, string[]] {
  const rows = recordingWriter();
  return [readCapital(Field.of(value), rows).toString(), rows.warnings];
}

describe('capital that can be read is loaded without a warning', () => {
  test.each([
    ['plain digits', '250000', '250000'],
    ['thousands separators', '1,000,000', '1000000'],
    ['full-width digits and separators', '１，２３４，５６７', '1234567'],
    ['spaces inside, full-width ones too', '5 000　000', '5000000'],
    ['the largest bigint', '9223372036854775807', '9223372036854775807'],
    ['leading zeros beyond the length of a bigint', '000000000000000000000042', '000000000000000000000042'],
    ['nothing, which many organisations have', '', '0'],
  ])('%s', (_kind, value, expected) => {
    expect(read(value)).toEqual([expected, []]);
  });
});

describe('capital that cannot be read becomes 0 and is counted', () => {
  test.each(['不詳', 'N/A', '-5000', '+5', '1.5', '1e6', '10萬', ',', '٣'])(
    '"%s" is not a number',
    (value) => {
      expect(read(value)).toEqual(['0', ['CAPITAL_NOT_A_NUMBER']]);
    },
  );

  test.each([
    '9223372036854775808',
    '10000000000000000000',
    '99999999999999999999',
    '９２２３３７２０３６８５４７７５８０８',
  ])('"%s" is beyond bigint', (value) => {
    expect(read(value)).toEqual(['0', ['CAPITAL_OUT_OF_RANGE']]);
  });
});
