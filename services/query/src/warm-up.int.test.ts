import { connectDatabase, ensureProjection } from '@regpipe/database';
import { testDatabase } from '@regpipe/testkit';
import { expect, onTestFinished, test } from 'vitest';

import { warmUp } from './warm-up.ts';

const CONNECTIONS = 3;

test('afterwards every connection is open, stays so, and knows every statement', async () => {
  const own = await testDatabase();
  onTestFinished(() => own.close());
  await ensureProjection(own.database);
  const { url, log } = { url: own.url, log: { warn: () => undefined } };
  const queries = connectDatabase({
    ...{ url, log, applicationName: 'test-warm', poolSize: CONNECTIONS, readOnly: true, keepsOpen: true },
  });
  onTestFinished(() => queries.close());
  await warmUp(queries, CONNECTIONS);
  expect(queries.pool.idleCount).toBe(CONNECTIONS);
  const sessions = await Promise.all(Array.from({ length: CONNECTIONS }, () => queries.pool.connect()));
  for (const session of sessions) {
    const { rows } = await session.query(
      'SELECT name, generic_plans > 0 AS settled FROM pg_prepared_statements ORDER BY name',
    );
    expect(rows).toEqual([
      { name: 'notification-failed', settled: true },
      { name: 'notifications-by-campaign', settled: true },
      { name: 'notifications-by-user', settled: true },
    ]);
    session.release();
  }
});

test('a database that cannot answer is for those who ask', async () => {
  const queries = connectDatabase({
    ...{ url: 'postgres://nobody@127.0.0.1:1/none', applicationName: 'test', poolSize: 2 },
    log: { warn: () => undefined },
  });
  onTestFinished(() => queries.close());
  await expect(warmUp(queries, 2)).resolves.toBeUndefined();
});
