import { testDatabase, type TestDatabase } from '@regpipe/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { connectDatabase, type Database } from '../connect-database.ts';
import { command, STARTED_MS } from '../testing/notifications.ts';
import { sqlState } from '../transient.ts';
import { ensureProjection } from './ensure-projection.ts';
import { findByCampaign } from './find-by-campaign.ts';
import { findByUser } from './find-by-user.ts';
import { findFailed } from './find-failed.ts';
import { recordCommands } from './record-commands.ts';
import type { RecordFilter, RecordPage, RecordPosition } from './record-page.ts';

const log = { warn: () => undefined };

let own: TestDatabase;
/** Connected as the service is. */
let query: Database;

beforeAll(async () => {
  own = await testDatabase();
  const projector = connectDatabase({
    url: own.roleUrls.projector,
    applicationName: 'test',
    poolSize: 1,
    log,
  });
  await ensureProjection(projector);
  // Seven of one user, in three moments: within each, only the transaction tells them apart.
  const many = Array.from({ length: 7 }, (_, number) =>
    command(number, Math.floor(number / 3), {
      user_id: 'many',
      marketing_id: number < 4 ? 'spring' : null,
      status: number === 5 ? 'FAILED' : 'SENT',
      error_msg: number === 5 ? 'The device is gone.' : null,
    }),
  );
  await recordCommands(projector, many);
  await projector.close();
  query = connectDatabase({
    url: own.roleUrls.query,
    applicationName: 'test-query',
    poolSize: 2,
    readOnly: true,
    log,
  });
});
afterAll(async () => {
  await query.close();
  await own.close();
});

/** All pages of a list, one after the other. */
async function readAll(
  find: (filter: RecordFilter) => Promise<RecordPage>,
  id: string,
  limit: number,
): Promise<{ transactions: string[]; totals: number[] }> {
  const transactions: string[] = [];
  const totals: number[] = [];
  let after: RecordPosition | undefined;
  do {
    const page = await find({ id, limit, after });
    totals.push(page.total);
    transactions.push(...page.records.map((record) => record.transaction_id));
    after = page.records.at(-1);
  } while (after !== undefined);
  return { transactions, totals };
}

test.each([1, 2, 3, 7])(
  'pages of %d: every record once, the newest first, also within a moment',
  async (limit) => {
    const { transactions, totals } = await readAll((filter) => findByUser(query.pool, filter), 'many', limit);
    expect(transactions).toEqual(['tx-6', 'tx-5', 'tx-4', 'tx-3', 'tx-2', 'tx-1', 'tx-0']);
    expect(new Set(totals)).toEqual(new Set([7]));
  },
);

test('a campaign has its own, and their number', async () => {
  const { transactions, totals } = await readAll((filter) => findByCampaign(query.pool, filter), 'spring', 3);
  expect(transactions).toEqual(['tx-3', 'tx-2', 'tx-1', 'tx-0']);
  expect(totals).toEqual([4, 4, 4]);
});

test('a record says everything but what only its sender needs', async () => {
  const { records } = await findFailed(query.pool, 'tx-5');
  expect(records).toEqual([
    {
      transaction_id: 'tx-5',
      created_at: STARTED_MS + 1,
      user_id: 'many',
      marketing_id: null,
      ap_id: 'mobile-app-001',
      notification_title: 'title at 1',
      notification_body: null,
      status: 'FAILED',
      platform: 'IOS',
      error_msg: 'The device is gone.',
    },
  ]);
});

test('what did not fail is no failure, and what nobody knows is an empty list', async () => {
  const nothing = { records: [], total: 0 };
  expect(await findFailed(query.pool, 'tx-1')).toEqual(nothing);
  expect(await findFailed(query.pool, 'unknown')).toEqual(nothing);
  expect(await findByUser(query.pool, { id: 'unknown', limit: 5 })).toEqual(nothing);
  expect(await findByCampaign(query.pool, { id: 'unknown', limit: 5 })).toEqual(nothing);
});

test.each([
  'SELECT FROM public.command_record',
  'SELECT created_by FROM etl.api_token',
  'SELECT FROM etl.api_session',
  `UPDATE etl.api_token SET role = 'admin'`,
  'DELETE FROM public.notification_record',
  'SELECT FROM regpipe.notification_record_v1',
])('the role of the query service may not %s', async (statement) => {
  const role = connectDatabase({
    url: own.roleUrls.query,
    applicationName: 'test',
    poolSize: 1,
    log,
  });
  const refused = await role.pool.query(statement).then(() => 'allowed', sqlState);
  await role.close();
  expect(refused).toBe('42501');
});
