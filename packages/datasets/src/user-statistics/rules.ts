import type { Field } from '@regpipe/csv';

import type { Reject } from '../dataset.ts';
import { COLUMNS, FIELD } from './columns.ts';

/*
 * What a record must have to be merged; the first rule that it breaks names its reject. Whether its user exists is not
 * asked here: only the database can tell.
 */

const USER_ID_MISSING: Reject = {
  type: 'USER_ID_MISSING',
  message: `${COLUMNS[FIELD.user]} is empty.`,
};

/** The column that a rule is about. A count may be either of two: its message says which. */
export const REJECT_COLUMNS = { USER_ID_MISSING: COLUMNS[FIELD.user] };

/**
 * One such row makes the file as a whole untrustworthy, and nothing of it is merged: the rules of this data set, and what is
 * found in reading a record of any.
 */
export const FATAL_REJECTS = [
  'USER_ID_MISSING',
  'COUNT_INVALID',
  'STRAY_QUOTE',
  'INVALID_UTF8',
  'NUL_CHARACTER',
  'WRONG_COLUMN_COUNT',
  'RECORD_TOO_LARGE',
] as const;

const LARGEST_COUNT = '9223372036854775807';
const ZERO = 48;

/** Most characters of a bad value that a message repeats; the reject keeps the whole record anyway. */
const QUOTED_LENGTH = 40;

export function requireUser(user: Field): Reject | undefined {
  return user.length === 0 ? USER_ID_MISSING : undefined;
}

/**
 * A count is ASCII digits, and no more than a bigint holds. Full-width digits, signs, separators and fractions are
 * refused and not mended: what stands there instead of a number is the sender's to say.
 *
 * @param count without white space around it
 */
export function requireCount(count: Field, column: string): Reject | undefined {
  if (isWholeNumber(count)) return undefined;
  return { type: 'COUNT_INVALID', message: `${column} ${describeFault(count)}.` };
}

function isWholeNumber(count: Field): boolean {
  if (count.length === 0) return false;
  for (let index = 0; index < count.length; index += 1) {
    const digit = count.charCodeAt(index) - ZERO;
    if (digit < 0 || digit > 9) return false;
  }
  return count.length < LARGEST_COUNT.length || !exceedsBigint(count);
}

function exceedsBigint(digits: Field): boolean {
  const significant = digits.toString().replace(/^0+/, '');
  if (significant.length !== LARGEST_COUNT.length) return significant.length > LARGEST_COUNT.length;
  return significant > LARGEST_COUNT;
}

function describeFault(count: Field): string {
  if (count.length === 0) return 'is empty';
  const value = count.toString();
  if (/^[0-9]+$/.test(value)) return `"${startOf(value)}" is larger than ${LARGEST_COUNT}`;
  return `"${startOf(value)}" is not a whole number of 0 or more in the digits 0-9`;
}

/** In whole characters: one of them may be two units of a string. */
function startOf(value: string): string {
  return Array.from(value.slice(0, 2 * QUOTED_LENGTH))
    .slice(0, QUOTED_LENGTH)
    .join('');
}
