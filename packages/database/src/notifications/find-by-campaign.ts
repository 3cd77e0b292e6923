import type { Queryable } from '../connect-database.ts';
import { type RecordFilter, type RecordPage, recordPageStatement, runRecordPage } from './record-page.ts';
import { campaignView } from './table-names.ts';

const STATEMENT = {
  name: 'notifications-by-campaign',
  text: recordPageStatement(
    'marketing_id',
    // A campaign may have millions, so they are not counted when someone asks.
    `SELECT coalesce(sum(records), 0)::bigint AS total FROM ${campaignView} WHERE marketing_id = $1`,
  ),
};

/** The newest state of a campaign's notifications, a page of them. */
export function findByCampaign(db: Queryable, filter: RecordFilter): Promise<RecordPage> {
  return runRecordPage(db, STATEMENT, filter);
}
