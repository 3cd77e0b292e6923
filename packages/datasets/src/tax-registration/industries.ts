import type { Field } from '@regpipe/csv';

import type { RowWriter } from '../dataset.ts';
import { FIELD, text } from './columns.ts';
import { INDUSTRY_TABLE } from './tables.ts';

/** An industry's position in the source: what the column `order` holds. */
const ORDERS = ['1', '2', '3', '4'] as const;

/** Bytes. Real codes have six digits. A B-tree refuses values over 2.7 kB, and one such row would stop the publication. */
const LONGEST_CODE = 64;

/** Writes up to four industries of a business; of a code that stands twice in a row the first is kept. */
export function writeIndustries(ban: Field, fields: readonly Field[], rows: RowWriter): void {
  for (let position = 0; position < ORDERS.length; position += 1) {
    const at = FIELD.industries + 2 * position;
    const code = text(fields, at);
    const name = text(fields, at + 1);
    if (code.length === 0) {
      if (name.length > 0) rows.warn('INDUSTRY_WITHOUT_CODE');
    } else if (code.length > LONGEST_CODE) {
      rows.warn('INDUSTRY_CODE_TOO_LONG');
    } else if (standsBefore(at, code, fields)) {
      rows.warn('DUPLICATE_INDUSTRY');
    } else {
      rows.row(INDUSTRY_TABLE, [ban, code, name.length === 0 ? null : name, ORDERS[position] ?? null]);
    }
  }
}

function standsBefore(at: number, code: Field, fields: readonly Field[]): boolean {
  for (let earlier = FIELD.industries; earlier < at; earlier += 2) {
    if (text(fields, earlier).equals(code)) return true;
  }
  return false;
}
