import type { Field } from '@regpipe/csv';

import type { RowWriter } from '../dataset.ts';

const MAX_BIGINT = '9223372036854775807';
const ZERO = 48;
const FULL_WIDTH_ZERO = 0xff10;
const SEPARATORS = ', ，　';

/**
 * The capital as digits that PostgreSQL reads as a bigint. What cannot be read becomes 0 with a warning: a register
 * without the business would be worse than one without its capital. An empty capital is 0 without a warning, since
 * associations, schools and branches normally have none.
 *
 * @param value without white space around it
 */
export function readCapital(value: Field, rows: Pick<RowWriter, 'warn'>): Field | string {
  if (value.length === 0) return '0';
  const digits = isAsciiDigits(value) ? value : normalisedDigits(value.toString());
  if (digits === undefined) {
    rows.warn('CAPITAL_NOT_A_NUMBER');
    return '0';
  }
  if (exceedsBigint(digits)) {
    rows.warn('CAPITAL_OUT_OF_RANGE');
    return '0';
  }
  return digits;
}

function isAsciiDigits(value: Field): boolean {
  for (let index = 0; index < value.length; index += 1) {
    const digit = value.charCodeAt(index) - ZERO;
    if (digit < 0 || digit > 9) return false;
  }
  return true;
}

/** Leaves out separators and makes full-width digits ASCII ones; undefined when anything else is in there. */
function normalisedDigits(value: string): string | undefined {
  let digits = '';
  for (const character of value) {
    if (SEPARATORS.includes(character)) continue;
    const code = character.charCodeAt(0);
    const digit = code >= FULL_WIDTH_ZERO ? code - FULL_WIDTH_ZERO : code - ZERO;
    if (digit < 0 || digit > 9) return undefined;
    digits += String(digit);
  }
  return digits === '' ? undefined : digits;
}

function exceedsBigint(digits: Field | string): boolean {
  if (digits.length < MAX_BIGINT.length) return false;
  const significant = digits.toString().replace(/^0+/, '');
  if (significant.length !== MAX_BIGINT.length) return significant.length > MAX_BIGINT.length;
  return significant > MAX_BIGINT;
}
