import { testDatabase } from '@regpipe/testkit';
import { beforeAll, describe, expect, test } from 'vitest';

import type { Connection, Database } from './connect-database.ts';
import { copyRows } from './copy-rows.ts';
import { inTransaction } from './transaction.ts';
import { isTransient } from './transient.ts';

let database: Database;

beforeAll(async () => {
  const own = await testDatabase();
  database = own.database;
  await database.pool.query('CREATE TABLE public.note (text text)');
  return () => own.close();
});

async function notes(): Promise<string[]> {
  const { rows } = await database.pool.query<{ text: string }>('SELECT text FROM public.note ORDER BY text');
  return rows.map((row) => row.text);
}

async function backendPid(connection: Connection): Promise<number> {
  const { rows } = await connection.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return rows[0]?.pid ?? 0;
}

async function kill(pid: number): Promise<void> {
  await database.pool.query('SELECT pg_terminate_backend($1)', [pid]);
}

describe('a transaction', () => {
  test('that fails leaves nothing behind and keeps its own error', async () => {
    const failing = inTransaction(database, async (connection) => {
      await connection.query(`INSERT INTO public.note VALUES ('never')`);
      await connection.query('SELECT 1 / 0');
    });
    await expect(failing).rejects.toMatchObject({ code: '22012' });
    expect(await notes()).toEqual([]);
  });

  test('whose connection is killed keeps the first error, counts as transient, and costs no other', async () => {
    const failing = inTransaction(database, async (connection) => {
      await connection.query(`INSERT INTO public.note VALUES ('never')`);
      await kill(await backendPid(connection));
      await connection.query('SELECT 1');
    });
    const error: unknown = await failing.catch((caught: unknown) => caught);
    expect(isTransient(error)).toBe(true);
    expect(await notes()).toEqual([]);
  });
});

describe('a COPY', () => {
  const text = Buffer.from('a\nb\n');

  test('is part of its transaction', async () => {
    const failing = inTransaction(database, async (connection) => {
      await copyRows(connection, 'public.note', ['text'], [text]);
      throw new Error('after all');
    });
    await expect(failing).rejects.toThrow('after all');
    expect(await notes()).toEqual([]);
  });

  test('with a row that does not fit fails by what PostgreSQL says of it', async () => {
    const failing = inTransaction(database, (connection) =>
      copyRows(connection, 'public.note', ['text'], [Buffer.from('a\nb\tc\n')]),
    );
    await expect(failing).rejects.toMatchObject({ code: '22P04' });
    expect(await notes()).toEqual([]);
  });

  test('that is aborted leaves nothing behind, and its connection is not used again', async () => {
    const stopping = new AbortController();
    let pid = 0;
    const failing = inTransaction(database, async (connection) => {
      pid = await backendPid(connection);
      stopping.abort(new Error('cancelled'));
      await copyRows(connection, 'public.note', ['text'], [text], stopping.signal);
    });
    await expect(failing).rejects.toThrow();
    expect(await notes()).toEqual([]);
    const { rowCount } = await database.pool.query(
      'SELECT FROM pg_locks WHERE pid = $1 AND relation = $2::regclass',
      [pid, 'public.note'],
    );
    expect(rowCount).toBe(0);
  });

  test('whose connection is killed fails instead of hanging', async () => {
    const failing = inTransaction(database, async (connection) => {
      await kill(await backendPid(connection));
      await copyRows(connection, 'public.note', ['text'], [text]);
    });
    const error: unknown = await failing.catch((caught: unknown) => caught);
    expect(isTransient(error)).toBe(true);
    expect(await notes()).toEqual([]);
  });
});
