import type { NotificationRecord } from '@regpipe/contracts';

import type { Queryable } from '../connect-database.ts';
import { recordColumns, recordView } from './table-names.ts';

/** A record's place in the order of a list: the newest first, and the transaction tells apart what came in one moment. */
export type RecordPosition = Pick<NotificationRecord, 'created_at' | 'transaction_id'>;

export interface RecordFilter {
  /** What all of them have: of a user, or of a campaign. */
  readonly id: string;
  /** The page goes on behind this one; from the newest where nothing is said. */
  readonly after?: RecordPosition | undefined;
  readonly limit: number;
}

export interface RecordPage {
  readonly records: readonly NotificationRecord[];
  /** Of all pages, as of the same moment. */
  readonly total: number;
}

/** Before every record: with it the first page is asked for by the same statement as the others. */
const NEWEST: RecordPosition = { created_at: Number.MAX_SAFE_INTEGER, transaction_id: '' };

/**
 * The text of a statement for `runRecordPage`. The total and the page are one statement: one way to the server, and both of
 * one snapshot. It has no optional parts, so that its plan, which is kept, fits whatever is asked.
 *
 * @param key the column that all records of a list have in common
 * @param total a query that gives one number, the column `total`, of `$1`
 */
export function recordPageStatement(key: 'user_id' | 'marketing_id', total: string): string {
  return `SELECT total.total, page.*
     FROM (${total}) total LEFT JOIN (
       SELECT ${recordColumns} FROM ${recordView}
        WHERE ${key} = $1 AND (created_at, transaction_id) < ($2, $3)
        ORDER BY created_at DESC, transaction_id DESC LIMIT $4
     ) page ON true
    ORDER BY page.created_at DESC, page.transaction_id DESC`;
}

/** A page of a list of records, by a prepared statement: each connection plans it once. */
export async function runRecordPage(
  db: Queryable,
  statement: { readonly name: string; readonly text: string },
  { id, after = NEWEST, limit }: RecordFilter,
): Promise<RecordPage> {
  type Row = NotificationRecord & { readonly total: number };
  const { rows } = await db.query<Row>({
    ...statement,
    values: [id, after.created_at, after.transaction_id, limit],
  });
  // Where there is no record, one row without one says so.
  const found = rows.filter((row) => (row.transaction_id as string | null) !== null);
  return { total: rows[0]?.total ?? 0, records: found.map(({ total: _, ...record }) => record) };
}
