import { NOTIFICATIONS, TerminalError } from '@regpipe/contracts';
import { type Connection, type Database, readProjection, withConnection } from '@regpipe/database';

import { CAMPAIGNS, campaign, countUsers, FAILED_EVERY, transaction, user } from './names.ts';

export interface FillOptions {
  readonly database: Database;
  readonly records: number;
  readonly say: (line: string) => void;
}

const SLICE = 500_000;
const DAY_MS = 24 * 60 * 60 * 1000;
/** The time over which the notifications were sent. */
const DAYS = 90;

/**
 * Fills the live tables of the projection with so many notifications, as if they had come as commands long ago, and leaves
 * them as a server at rest has them: vacuumed and analysed. Without triggers and keys meanwhile, which a slice would pay for
 * many times over; they are as before in the end. Nobody else may write there.
 *
 * A user has fifty notifications on average, and some hundreds at most; the largest campaign has a tenth of all; one in ten
 * belongs to none. They lie in the order of their time, so those of one user are anywhere.
 */
export async function fillRecords({ database, records, say }: FillOptions): Promise<void> {
  const projection = await readProjection(database.pool, NOTIFICATIONS);
  if (projection === undefined) throw new TerminalError('STACK_FAILED', 'No projector has been here.');
  const record = `regpipe.notification_record_v${projection.generation}`;
  const counts = `regpipe.notification_campaign_v${projection.generation}`;
  await withConnection(database, async (connection) => {
    // As a replica does, the session runs no triggers: the counts of the campaigns are made at the end, all at once.
    await connection.query(
      `SET session_replication_role = replica; SET maintenance_work_mem = '512MB'; SET synchronous_commit = off`,
    );
    const rebuild = await dropKeys(connection, record);
    for (let from = 0; from < records; from += SLICE) {
      const to = Math.min(records, from + SLICE);
      await insertSlice(connection, record, { from, to, records });
      say(`  ${to} of ${records} notifications`);
    }
    for (const statement of rebuild) {
      say(`  ${statement}`);
      await connection.query(statement);
    }
    await connection.query(
      `INSERT INTO ${counts} (marketing_id, records)
       SELECT marketing_id, count(*) FROM ${record} WHERE marketing_id IS NOT NULL GROUP BY marketing_id`,
    );
    await connection.query(
      'RESET session_replication_role; RESET maintenance_work_mem; RESET synchronous_commit',
    );
    await connection.query(`VACUUM (ANALYZE) ${record}, ${counts}`);
    await connection.query('CHECKPOINT');
  });
}

/** Gives the statements that make them again. */
async function dropKeys(connection: Connection, table: string): Promise<string[]> {
  const { rows: keys } = await connection.query<{ name: string; definition: string }>(
    `SELECT quote_ident(conname) AS name, pg_get_constraintdef(oid) AS definition
       FROM pg_constraint WHERE conrelid = $1::regclass AND contype = 'p'`,
    [table],
  );
  const { rows: indexes } = await connection.query<{ name: string; definition: string }>(
    `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition
       FROM pg_index WHERE indrelid = $1::regclass AND NOT indisprimary`,
    [table],
  );
  for (const { name } of keys) await connection.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
  for (const { name } of indexes) await connection.query(`DROP INDEX ${name}`);
  return [
    ...keys.map(({ name, definition }) => `ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`),
    ...indexes.map(({ definition }) => definition),
  ];
}

interface Slice {
  readonly from: number;
  readonly to: number;
  /** Of all slices. */
  readonly records: number;
}

async function insertSlice(
  connection: Connection,
  table: string,
  { from, to, records }: Slice,
): Promise<void> {
  // The same notifications every time.
  await connection.query('SELECT setseed($1)', [(from % 1_000_003) / 1_000_003]);
  await connection.query(
    `INSERT INTO ${table}
       (transaction_id, created_at, user_id, marketing_id, ap_id, notification_title, notification_body, status, platform,
        error_msg)
     SELECT ${transaction.sql('n')},
            $3::bigint + (n * $4::float8)::bigint,
            ${user.sql('floor($5::integer * random() ^ 1.2)::integer')},
            CASE WHEN random() < 0.9 THEN ${campaign.sql(`floor(${CAMPAIGNS} * random() ^ 2.3)::integer`)} END,
            (ARRAY['mobile-app-001', 'mobile-app-002', 'web-portal-001', NULL])[1 + n % 4],
            'Your order ' || n || ' is on its way',
            'It left our warehouse this morning. You can follow it in the app; tap here for the details of order ' || n,
            CASE WHEN n % ${FAILED_EVERY} = 0 THEN 'FAILED' WHEN n % 11 = 0 THEN 'SENT' ELSE 'DELIVERED' END,
            (ARRAY['IOS', 'ANDROID', 'WEBPUSH'])[1 + n % 3],
            CASE WHEN n % ${FAILED_EVERY} = 0 THEN 'The device token is not registered any more' END
       FROM generate_series($1::integer, $2::integer - 1) n`,
    [from, to, Date.now() - DAYS * DAY_MS, (DAYS * DAY_MS) / records, countUsers(records)],
  );
}
