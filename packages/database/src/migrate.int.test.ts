import { testDatabase, type TestDatabase } from '@regpipe/testkit';
import { beforeAll, expect, test } from 'vitest';

import { connectDatabase, type Database } from './connect-database.ts';
import { migrate } from './migrate.ts';

const log = { warn: () => undefined };
let own: TestDatabase;

beforeAll(async () => {
  own = await testDatabase();
  return () => own.close();
});

/** Runs `work` on an empty database with several processes' connections. */
async function withEmptyDatabase(work: (databases: readonly Database[]) => Promise<void>): Promise<void> {
  const name = `empty_${Date.now().toString(36)}`;
  await own.database.pool.query(`CREATE DATABASE ${name} TEMPLATE template0`);
  const url = new URL(own.url);
  url.pathname = name;
  const databases = Array.from({ length: 3 }, (_, index) =>
    connectDatabase({ url: url.href, applicationName: `migrator-${index}`, poolSize: 2, log }),
  );
  try {
    await work(databases);
  } finally {
    await Promise.all(databases.map((database) => database.close()));
    await own.database.pool.query(`DROP DATABASE ${name}`);
  }
}

test('processes that start at once on an empty database all find it migrated, and do it once', async () => {
  await withEmptyDatabase(async (databases) => {
    await Promise.all(databases.map((database) => migrate(database)));
    for (const { pool } of databases) {
      const { rows } = await pool.query('SELECT count(*) FROM etl.etl_job_run');
      expect(rows).toEqual([{ count: 0 }]);
    }
    const applied = await databases[0]?.pool.query<{ version: number }>(
      'SELECT version FROM public.regpipe_migration WHERE version > 0 ORDER BY version',
    );
    const versions = applied?.rows.map((row) => row.version) ?? [];
    expect(versions).toEqual([...new Set(versions)]);
    expect(versions).toContain(1);
  });
});

test('migrating again keeps what is there', async () => {
  const { pool } = own.database;
  await pool.query(`INSERT INTO etl.etl_job_run (dataset, mode, status, batch_size, data_source_url)
                    VALUES ('plants', 'full', 'success', 1, '/data')`);
  await migrate(own.database);
  expect((await pool.query('SELECT FROM etl.etl_job_run')).rowCount).toBe(1);
});
