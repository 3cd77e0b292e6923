import { testDatabase, until } from '@regpipe/testkit';
import { beforeAll, expect, test } from 'vitest';

import { connectDatabase, type Database } from '../connect-database.ts';
import { inTransaction } from '../transaction.ts';
import { takeSlot } from './take-slot.ts';

const SLOTS = 5;
let database: Database;

beforeAll(async () => {
  const own = await testDatabase();
  const log = { warn: () => undefined };
  database = connectDatabase({ url: own.url, applicationName: 'test', poolSize: 20, log });
  return async () => {
    await database.close();
    await own.close();
  };
});

test('no more transactions of a job than it has slots are at work, and all of them get their turn', async () => {
  let [atWork, most, done] = [0, 0, 0];
  const gate = Promise.withResolvers<undefined>();
  const all = Array.from({ length: 12 }, () =>
    inTransaction(database, async (connection) => {
      await takeSlot(connection, 1, SLOTS);
      most = Math.max(most, (atWork += 1));
      await gate.promise;
      await connection.query('SELECT');
      atWork -= 1;
      done += 1;
    }),
  );
  await until(() => atWork === SLOTS, 'all slots to be taken');
  const waiting = async () =>
    (
      await database.pool.query(
        `SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
      )
    ).rowCount;
  await until(async () => (await waiting()) === 12 - SLOTS, 'the others to wait');
  gate.resolve(undefined);
  await Promise.all(all);
  expect({ most, done }).toEqual({ most: SLOTS, done: 12 });
});

test('a job does not wait for the slots of another', async () => {
  await inTransaction(database, async (first) => {
    await takeSlot(first, 1, 1);
    await inTransaction(database, (second) => takeSlot(second, 2, 1));
  });
});

test('a slot is free again when its transaction has failed', async () => {
  const failing = inTransaction(database, async (connection) => {
    await takeSlot(connection, 3, 1);
    await connection.query('SELECT 1/0');
  });
  await expect(failing).rejects.toThrow(/zero/);
  await inTransaction(database, (connection) => takeSlot(connection, 3, 1));
});
