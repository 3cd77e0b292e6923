import { liveView, quote, versionName, versionTable } from '../versions/table-names.ts';

/*
 * What is made of the commands stands in tables by generation: a rebuild fills those of the next one while queries read
 * the live ones.
 */

/** The newest state of each notification; the name of its live view, too. */
export const RECORD = 'notification_record';
/** How many notifications a campaign has; the name of its live view, too. */
export const CAMPAIGN = 'notification_campaign';

export const recordTable = (generation: number): string => versionTable(RECORD, generation);
export const campaignTable = (generation: number): string => versionTable(CAMPAIGN, generation);
export const recordView = liveView(RECORD);
export const campaignView = liveView(CAMPAIGN);

/** `"regpipe"."notification_count_v<generation>"`: keeps the counts of the campaigns. */
export const countFunction = (generation: number): string => versionTable('notification_count', generation);

/** The columns of the live view, in order: those of a command without what only its sender needs. */
export const RECORD_COLUMNS = [
  'transaction_id',
  'created_at',
  'user_id',
  'marketing_id',
  'ap_id',
  'notification_title',
  'notification_body',
  'status',
  'platform',
  'error_msg',
] as const;

export const recordColumns = RECORD_COLUMNS.join(', ');

/** The bare, quoted name of an index of a generation's records. */
export function indexName(generation: number, name: string): string {
  return quote(bareIndexName(generation, name));
}

export function bareIndexName(generation: number, name: string): string {
  return `${versionName(RECORD, generation)}_${name}`;
}
