import { connectDatabase, ensureSchema, isReachable, poolUse } from '@regpipe/database';
import { watchPool } from '@regpipe/metrics';
import { serve } from '@regpipe/runtime';

import { configSchema } from './config.ts';
import { projectorService } from './projector.service.ts';

const POOL_SIZE = 4;
const QUERY_TIMEOUT_MS = 10_000;
/** For its health: an answer that takes longer counts as none. */
const HEALTH_LIMIT_MS = 3_000;

await serve('projector', configSchema, process.env, async (context) => {
  const { config, log, lifecycle, health, metrics } = context;
  const database = connectDatabase({
    url: config.DATABASE_URL.reveal(),
    applicationName: 'regpipe-projector',
    poolSize: POOL_SIZE,
    queryTimeoutMs: QUERY_TIMEOUT_MS,
    log,
  });
  lifecycle.onStop('database', () => database.close());
  watchPool(metrics, 'projector', () => poolUse(database));
  health.check('database', () => isReachable(database.pool, HEALTH_LIMIT_MS));
  await ensureSchema(database, { mode: config.REGPIPE_MIGRATE, log });
  return projectorService();
});
