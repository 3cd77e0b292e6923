import { testDatabase, until } from '@regpipe/testkit';
import { expect, onTestFinished, test } from 'vitest';

import { connectDatabase } from './connect-database.ts';
import { inTransaction } from './transaction.ts';
import { isTransient } from './transient.ts';

test('a client that stands still in a transaction loses it, and may try again', async () => {
  const own = await testDatabase();
  onTestFinished(() => own.close());
  await own.database.pool.query('CREATE TABLE public.note (text text)');
  const still = connectDatabase({
    url: own.url,
    applicationName: 'still',
    poolSize: 1,
    idleInTransactionMs: 100,
    log: { warn: () => undefined },
  });
  onTestFinished(() => still.close());
  const isGone = async () => {
    const { rowCount } = await own.database.pool.query(
      `SELECT FROM pg_stat_activity WHERE application_name = 'still'`,
    );
    return rowCount === 0;
  };
  const write = (meanwhile: () => Promise<void>) =>
    inTransaction(still, async (connection) => {
      await connection.query(`LOCK TABLE public.note; INSERT INTO public.note VALUES ('written')`);
      await meanwhile();
    });

  const error: unknown = await write(() => until(isGone, 'the server to end it')).catch(
    (caught: unknown) => caught,
  );
  expect(isTransient(error)).toBe(true);
  // Nobody waits for the lock that it had.
  expect((await own.database.pool.query('SELECT FROM public.note')).rowCount).toBe(0);
  await write(() => Promise.resolve());
  expect((await own.database.pool.query('SELECT FROM public.note')).rowCount).toBe(1);
});
