import { connectDatabase, migrate } from '@regpipe/database';

import type { Bout } from '../bout.ts';
import { FaultError } from '../fault.ts';

const NAME = 'migrated_twice';
const log = { warn: () => undefined };

/** A new database, which two bring up to date at the same moment. */
export async function migrateTwice(bout: Bout): Promise<string> {
  const { database, postgres } = bout.lab;
  await database.pool.query(`CREATE DATABASE ${NAME}`);
  const url = new URL(postgres.url);
  url.pathname = NAME;
  const connect = () => connectDatabase({ url: url.href, applicationName: 'migration', poolSize: 2, log });
  const both = [connect(), connect()];
  bout.mark();
  try {
    await Promise.all(both.map((one) => migrate(one)));
    const { rows } = await (both[0] ?? database).pool.query<{ same: boolean }>(
      `SELECT to_regclass('etl.etl_job_run') IS NOT NULL AS same`,
    );
    if (rows[0]?.same !== true) throw new FaultError('the tables are not there');
    bout.recovered();
    return 'both succeed';
  } finally {
    await Promise.all(both.map((one) => one.close()));
    await database.pool.query(`DROP DATABASE ${NAME}`);
  }
}
