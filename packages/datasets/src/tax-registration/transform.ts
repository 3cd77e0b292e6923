import type { Field } from '@regpipe/csv';

import type { Outcome, RowWriter } from '../dataset.ts';
import { hasValidCheckDigit, isBan } from './ban.ts';
import { readCapital } from './capital.ts';
import { FIELD, text } from './columns.ts';
import { writeIndustries } from './industries.ts';
import { isBlank, requireBan, requireEightDigits, requireName } from './rules.ts';
import { REGISTRATION_TABLE } from './tables.ts';

/**
 * One record of the file: a row of `tax_registration` and up to four of `business_industry`. Warnings are given for
 * loaded records only. NUL characters, which PostgreSQL cannot hold, never come this far.
 */
export function transform(fields: readonly Field[], rows: RowWriter): Outcome {
  const ban = text(fields, FIELD.ban);
  const name = text(fields, FIELD.name);
  const reject = requireBan(ban) ?? requireEightDigits(ban) ?? requireName(name);
  // A blank row also lacks its number, so that only rows about to be rejected are looked through for blankness.
  if (reject !== undefined) return isBlank(fields) ? 'blank' : reject;

  if (!hasValidCheckDigit(ban)) rows.warn('BAN_CHECK_DIGIT');
  rows.row(REGISTRATION_TABLE, [
    ban,
    readHeadquarters(text(fields, FIELD.headquarters), rows),
    name,
    nullWhenEmpty(text(fields, FIELD.address)),
    readCapital(text(fields, FIELD.capital), rows),
    nullWhenEmpty(text(fields, FIELD.setupDate)),
    nullWhenEmpty(text(fields, FIELD.type)),
    usesInvoice(text(fields, FIELD.invoice)) ? 't' : 'f',
  ]);
  writeIndustries(ban, fields, rows);
  return 'written';
}

/** A number of another shape is kept as it is: it is no key of ours, and may still tell a reader something. */
function readHeadquarters(headquarters: Field, rows: RowWriter): Field | null {
  if (headquarters.length === 0) return null;
  if (!isBan(headquarters)) rows.warn('HEADQUARTERS_BAN_FORMAT');
  return headquarters;
}

function usesInvoice(value: Field): boolean {
  return value.length === 1 && (value.charCodeAt(0) === CAPITAL_Y || value.charCodeAt(0) === SMALL_Y);
}

const CAPITAL_Y = 0x59;
const SMALL_Y = 0x79;

function nullWhenEmpty(value: Field): Field | null {
  return value.length === 0 ? null : value;
}
