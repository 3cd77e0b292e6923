import type { Queryable } from '../connect-database.ts';
import { type RecordFilter, type RecordPage, recordPageStatement, runRecordPage } from './record-page.ts';
import { recordView } from './table-names.ts';

const STATEMENT = {
  name: 'notifications-by-user',
  text: recordPageStatement('user_id', `SELECT count(*) AS total FROM ${recordView} WHERE user_id = $1`),
};

/** The newest state of a user's notifications, a page of them; they are counted by their index. */
export function findByUser(db: Queryable, filter: RecordFilter): Promise<RecordPage> {
  return runRecordPage(db, STATEMENT, filter);
}
