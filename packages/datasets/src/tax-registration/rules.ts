import type { Field } from '@regpipe/csv';

import type { Reject } from '../dataset.ts';
import { isBan } from './ban.ts';
import { COLUMNS, FIELD } from './columns.ts';

/*
 * What a record must have to be loaded; the first rule that it breaks names its reject. `DUPLICATE` is not here: only
 * the loader, which sees the whole file, can tell.
 */

const MISSING_BAN: Reject = { type: 'MISSING_BAN', message: '統一編號 is empty.' };
const MISSING_NAME: Reject = { type: 'MISSING_NAME', message: '營業人名稱 is empty.' };

/** The column that each of these rules is about. */
export const REJECT_COLUMNS = {
  MISSING_BAN: COLUMNS[FIELD.ban],
  INVALID_BAN: COLUMNS[FIELD.ban],
  MISSING_NAME: COLUMNS[FIELD.name],
};

/** Most characters of a bad value that a message repeats; the reject keeps the whole record anyway. */
const QUOTED_LENGTH = 40;

export function requireBan(ban: Field): Reject | undefined {
  return ban.length === 0 ? MISSING_BAN : undefined;
}

export function requireEightDigits(ban: Field): Reject | undefined {
  if (isBan(ban)) return undefined;
  return {
    type: 'INVALID_BAN',
    message: `統一編號 "${startOf(ban.toString())}" is not 8 digits (0-9).`,
  };
}

/** In whole characters: one of them may be two units of a string. */
function startOf(value: string): string {
  return Array.from(value.slice(0, 2 * QUOTED_LENGTH))
    .slice(0, QUOTED_LENGTH)
    .join('');
}

export function requireName(name: Field): Reject | undefined {
  return name.length === 0 ? MISSING_NAME : undefined;
}

/** Nothing but white space in any field: such a row is dropped, not rejected. */
export function isBlank(fields: readonly Field[]): boolean {
  for (const field of fields) {
    if (field.trim().length > 0) return false;
  }
  return true;
}
