import type { RecordValues } from './record-values.ts';

/*
 * What becomes of a record by docs/errors.md and by nothing else: none of the code that is held against it is called
 * here. It need not be quick, so it may be plain.
 */

export interface ExpectedRegistration {
  readonly ban: string;
  readonly headquarters_ban: string | null;
  readonly business_name: string;
  readonly business_address: string | null;
  /** Digits without leading zeros. */
  readonly capital_amount: string;
  readonly business_setup_date: string | null;
  readonly business_type: string | null;
  readonly is_use_invoice: boolean;
}

export interface ExpectedIndustry {
  readonly industry_code: string;
  readonly industry_name: string | null;
  readonly order: number;
}

export type Outcome =
  | {
      readonly kind: 'loaded';
      readonly registration: ExpectedRegistration;
      readonly industries: readonly ExpectedIndustry[];
      readonly warnings: readonly string[];
    }
  | { readonly kind: 'rejected'; readonly type: string }
  | { readonly kind: 'blank' };

const NUMBER = /^[0-9]{8}$/;
const LONGEST_CODE_BYTES = 64;

/** Of a record that is sound as CSV. */
export function expectRecord(values: RecordValues): Outcome {
  const ban = values.ban.trim();
  const name = values.name.trim();
  if (ban === '') return isBlank(values) ? { kind: 'blank' } : { kind: 'rejected', type: 'MISSING_BAN' };
  if (!NUMBER.test(ban)) return { kind: 'rejected', type: 'INVALID_BAN' };
  if (name === '') return { kind: 'rejected', type: 'MISSING_NAME' };

  const warnings: string[] = [];
  if (!hasCheckDigit(ban)) warnings.push('BAN_CHECK_DIGIT');
  const headquarters = values.headquarters.trim();
  if (headquarters !== '' && !NUMBER.test(headquarters)) warnings.push('HEADQUARTERS_BAN_FORMAT');
  if (values.capital.warning !== null) warnings.push(values.capital.warning);
  const registration = {
    ban,
    headquarters_ban: orNull(headquarters),
    business_name: name,
    business_address: orNull(values.address),
    capital_amount: values.capital.amount,
    business_setup_date: orNull(values.setupDate),
    business_type: orNull(values.type),
    is_use_invoice: ['Y', 'y'].includes(values.invoice.trim()),
  };
  return { kind: 'loaded', registration, industries: expectIndustries(values, warnings), warnings };
}

function expectIndustries({ industries }: RecordValues, warnings: string[]): ExpectedIndustry[] {
  const expected: ExpectedIndustry[] = [];
  industries.forEach(([writtenCode, writtenName], index) => {
    const code = writtenCode.trim();
    const name = orNull(writtenName);
    if (code === '') {
      if (name !== null) warnings.push('INDUSTRY_WITHOUT_CODE');
    } else if (Buffer.byteLength(code) > LONGEST_CODE_BYTES) {
      warnings.push('INDUSTRY_CODE_TOO_LONG');
    } else if (expected.some(({ industry_code }) => industry_code === code)) {
      warnings.push('DUPLICATE_INDUSTRY');
    } else {
      expected.push({ industry_code: code, industry_name: name, order: index + 1 });
    }
  });
  return expected;
}

/** In every column that is read. */
function isBlank({
  address,
  headquarters,
  name,
  capital,
  setupDate,
  type,
  invoice,
  industries,
}: RecordValues): boolean {
  const read = [address, headquarters, name, capital.text, setupDate, type, invoice, ...industries.flat()];
  return read.join('').trim() === '';
}

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

/** Digits of the products with these weights, added up, make a multiple of 5; a 7 in the seventh place may add one. */
function hasCheckDigit(ban: string): boolean {
  const products = [1, 2, 1, 2, 1, 2, 4, 1].map((weight, index) => weight * Number(ban[index]));
  const sum = Array.from(products.join('')).reduce((total, digit) => total + Number(digit), 0);
  return sum % 5 === 0 || (ban[6] === '7' && (sum + 1) % 5 === 0);
}
