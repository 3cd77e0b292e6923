import { openBus } from '@regpipe/bus';
import { connectDatabase, ensureSchema, isReachable, poolUse, readClock } from '@regpipe/database';
import { busObserver, watchBus, watchPool } from '@regpipe/metrics';
import { serve } from '@regpipe/runtime';

import { configSchema } from './config.ts';
import { schedulerService } from './scheduler.service.ts';

/** One to work with, one for its health. */
const POOL_SIZE = 2;
/** It asks for a handful of rows. */
const QUERY_TIMEOUT_MS = 10_000;
/** For its health: an answer that takes longer counts as none. */
const HEALTH_LIMIT_MS = 3_000;

await serve('scheduler', configSchema, process.env, async (context) => {
  const { config, log, lifecycle, health, metrics } = context;
  const database = connectDatabase({
    url: config.DATABASE_URL.reveal(),
    applicationName: 'regpipe-scheduler',
    poolSize: POOL_SIZE,
    queryTimeoutMs: QUERY_TIMEOUT_MS,
    log,
  });
  lifecycle.onStop('database', () => database.close());
  watchPool(metrics, 'scheduler', () => poolUse(database));
  health.check('database', () => isReachable(database.pool, HEALTH_LIMIT_MS));
  await ensureSchema(database, { mode: config.REGPIPE_MIGRATE, log });
  const bus = await openBus({
    url: config.NATS_URL.reveal(),
    replicas: config.REGPIPE_STREAM_REPLICAS,
    service: 'scheduler',
    log,
    observer: busObserver(metrics),
  });
  lifecycle.onStop('bus', () => bus.close());
  health.check('nats', () => bus.isConnected());
  watchBus(metrics, () => bus.isConnected());
  return schedulerService(
    {
      bus,
      database,
      log,
      signal: lifecycle.signal,
      clock: async () => new Date(await readClock(database.pool)),
    },
    { pollMs: config.REGPIPE_SCHEDULE_POLL_MS },
  );
});
