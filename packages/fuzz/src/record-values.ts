import fc from 'fast-check';

import { type CapitalText, capitalText } from './capital-text.ts';
import { blankText, longText, nastyText, padded } from './nasty-text.ts';

/** Of the file of tax registrations; the last one is not in every file. */
export const COLUMNS = [
  ...[
    '營業地址',
    '統一編號',
    '總機構統一編號',
    '營業人名稱',
    '資本額',
    '設立日期',
    '組織別名稱',
    '使用統一發票',
  ],
  ...['行業代號', '名稱', '行業代號1', '名稱1', '行業代號2', '名稱2', '行業代號3', '名稱3', '停業日期'],
] as const;

/** What a record says, before it is written as CSV. */
export interface RecordValues {
  readonly address: string;
  readonly ban: string;
  readonly headquarters: string;
  readonly name: string;
  readonly capital: CapitalText;
  readonly setupDate: string;
  readonly type: string;
  readonly invoice: string;
  /** Four pairs of a code and a name. */
  readonly industries: readonly (readonly [string, string])[];
  /** Of the optional column: nobody reads it. */
  readonly closedOn: string;
}

/** Unbiased, as nearly every number stands once; of a few there are some, as duplicates. */
const number = fc
  .oneof(
    { weight: 60, arbitrary: fc.noBias(fc.nat(99_999_999)) },
    { weight: 1, arbitrary: fc.noBias(fc.nat(999)) },
  )
  .map((value) => String(value).padStart(8, '0'));

const badNumber = fc.oneof(
  { weight: 3, arbitrary: blankText },
  { weight: 3, arbitrary: nastyText },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '1234567',
      '123456789',
      '１２３４５６７８',
      '1234 5678',
      '1234567a',
      '\\N',
      '-1234567',
    ),
  },
  // So that some rejects have more text than is kept.
  { weight: 1, arbitrary: longText },
);

const industry = fc.tuple(
  padded(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom('472927', '472928', '620100', '') },
      { weight: 3, arbitrary: nastyText },
      { weight: 1, arbitrary: fc.integer({ min: 60, max: 70 }).map((length) => '9'.repeat(length)) },
    ),
  ),
  nastyText,
);

export const recordValues: fc.Arbitrary<RecordValues> = fc.record({
  address: nastyText,
  ban: fc.oneof({ weight: 20, arbitrary: padded(number) }, { weight: 1, arbitrary: badNumber }),
  headquarters: fc.oneof(fc.constant(''), padded(number), nastyText),
  name: fc.oneof(
    { weight: 1, arbitrary: nastyText },
    { weight: 9, arbitrary: nastyText.map((text) => `${text}店`) },
  ),
  capital: fc
    .tuple(capitalText, blankText)
    .map(([capital, blank]) => ({ ...capital, text: capital.text + blank })),
  setupDate: fc.oneof(fc.constantFrom('0890101', '1120630', ''), nastyText),
  type: nastyText,
  invoice: fc.constantFrom('Y', 'N', 'y', '', ' Y', 'Y　', 'Ｙ', 'YY', 'true', '\\N'),
  industries: fc.array(industry, { minLength: 4, maxLength: 4 }),
  closedOn: nastyText,
});

/** The texts in the order of COLUMNS. */
export function textsOf(values: RecordValues): string[] {
  const { address, ban, headquarters, name, capital, setupDate, type, invoice, industries, closedOn } =
    values;
  return [
    address,
    ban,
    headquarters,
    name,
    capital.text,
    setupDate,
    type,
    invoice,
    ...industries.flat(),
    closedOn,
  ];
}
