import type { NotificationCommand } from '@regpipe/contracts';

import type { Database } from '../connect-database.ts';

export const STARTED_MS = 1_754_000_000_000;

/** A command of notification `tx-<number>`, `at` milliseconds after the first. */
export function command(
  number: number,
  at: number,
  changes: Partial<NotificationCommand> = {},
): NotificationCommand {
  return {
    transaction_id: `tx-${number}`,
    created_at: STARTED_MS + at,
    user_id: `user-${number % 3}`,
    marketing_id: `campaign-${number % 2}`,
    ap_id: 'mobile-app-001',
    notification_title: `title at ${at}`,
    status: 'SENT',
    platform: 'IOS',
    device_token: 'device',
    payload: { at },
    ...changes,
  };
}

/** What the live names show: every record, and the counts that are not 0. */
export async function readLive(database: Database): Promise<{ records: object[]; campaigns: object[] }> {
  const records = await database.pool.query<object>(
    'SELECT * FROM public.notification_record ORDER BY transaction_id',
  );
  const campaigns = await database.pool.query<object>(
    'SELECT * FROM public.notification_campaign WHERE records <> 0 ORDER BY marketing_id',
  );
  return { records: records.rows, campaigns: campaigns.rows };
}

/** The same, worked out from the recorded commands without what keeps it. */
export async function workOut(database: Database): Promise<{ records: object[]; campaigns: object[] }> {
  const newest = `SELECT DISTINCT ON (transaction_id) transaction_id, created_at, user_id, marketing_id, ap_id,
      notification_title, notification_body, status, platform, error_msg
    FROM public.command_record ORDER BY transaction_id, created_at DESC`;
  const records = await database.pool.query<object>(newest);
  const campaigns = await database.pool.query<object>(
    `SELECT marketing_id, count(*) AS records FROM (${newest}) newest WHERE marketing_id IS NOT NULL
      GROUP BY marketing_id ORDER BY marketing_id`,
  );
  return { records: records.rows, campaigns: campaigns.rows };
}
