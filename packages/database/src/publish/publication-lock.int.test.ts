import { testDatabase, until } from '@regpipe/testkit';
import { beforeAll, expect, test } from 'vitest';

import type { Connection, Database } from '../connect-database.ts';
import { withPublicationLock } from './publication-lock.ts';

let database: Database;

beforeAll(async () => {
  const own = await testDatabase();
  database = own.database;
  return () => own.close();
});

const tryLock = (dataset: string) => withPublicationLock(database, dataset, () => Promise.resolve('mine'));

/** Takes the lock and keeps it until `release`. */
async function hold(dataset: string) {
  const taken = Promise.withResolvers<Connection>();
  const released = Promise.withResolvers<void>();
  const result = withPublicationLock(database, dataset, async (connection) => {
    taken.resolve(connection);
    await released.promise;
    return 'done';
  });
  return { connection: await taken.promise, release: released.resolve, result };
}

test('while one publishes a data set, another finds it busy at once; other data sets are free', async () => {
  const holder = await hold('plants');
  expect(await tryLock('plants')).toBe('busy');
  expect(await tryLock('animals')).toBe('mine');
  holder.release();
  expect(await holder.result).toBe('done');
  expect(await tryLock('plants')).toBe('mine');
});

test('who is patient gets it when it is let go', async () => {
  const holder = await hold('plants');
  const waiting = withPublicationLock(database, 'plants', () => Promise.resolve('mine'), 60_000);
  await expect(Promise.race([waiting, tryLock('plants')])).resolves.toBe('busy');
  holder.release();
  expect(await waiting).toBe('mine');
});

test('work that fails gives the lock back', async () => {
  const failing = withPublicationLock(database, 'plants', () => Promise.reject(new Error('no')));
  await expect(failing).rejects.toThrow('no');
  await until(async () => (await tryLock('plants')) === 'mine', 'the lock', 5_000);
});

test('a process that dies takes its lock with it', async () => {
  const holder = await hold('plants');
  const { rows } = await holder.connection.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const lost = expect(holder.result).rejects.toThrow();
  await database.pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
  await until(async () => (await tryLock('plants')) === 'mine', 'the lock', 5_000);
  holder.release();
  await lost;
});
