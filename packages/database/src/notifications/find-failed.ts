import type { NotificationRecord } from '@regpipe/contracts';

import type { Queryable } from '../connect-database.ts';
import type { RecordPage } from './record-page.ts';
import { recordColumns, recordView } from './table-names.ts';

const STATEMENT = {
  name: 'notification-failed',
  text: `SELECT ${recordColumns} FROM ${recordView} WHERE transaction_id = $1 AND status = 'FAILED'`,
};

/** The notification of a transaction where its newest state is a failure: one record, or none. */
export async function findFailed(db: Queryable, transactionId: string): Promise<RecordPage> {
  const { rows } = await db.query<NotificationRecord>({ ...STATEMENT, values: [transactionId] });
  return { records: rows, total: rows.length };
}
