import { openBus } from '@regpipe/bus';
import { connectDatabase, ensureLiveTables, ensureSchema, isReachable, poolUse } from '@regpipe/database';
import { datasets } from '@regpipe/datasets';
import { busObserver, watchBus, watchPool } from '@regpipe/metrics';
import { giveWay, serve } from '@regpipe/runtime';

import { configSchema } from './config.ts';
import { loaderService } from './loader.service.ts';

/** Connections besides those of the chunks: publishing builds indexes side by side. */
const PUBLISHING_CONNECTIONS = 5;

/** An answer that takes longer counts as none. */
const HEALTH_LIMIT_MS = 3_000;

giveWay();
await serve('loader', configSchema, process.env, async (context) => {
  const { config, log, lifecycle, health, metrics, tracing } = context;
  const database = connectDatabase({
    url: config.DATABASE_URL.reveal(),
    applicationName: 'regpipe-loader',
    poolSize: config.LOADER_LANES + PUBLISHING_CONNECTIONS,
    log,
  });
  lifecycle.onStop('database', () => database.close());
  watchPool(metrics, 'loader', () => poolUse(database));
  // Of its own: publishing may keep every connection of the other pool busy for minutes.
  const forHealth = connectDatabase({
    url: config.DATABASE_URL.reveal(),
    applicationName: 'regpipe-loader-health',
    poolSize: 1,
    queryTimeoutMs: HEALTH_LIMIT_MS,
    log,
  });
  lifecycle.onStop('database-health', () => forHealth.close());
  health.check('database', () => isReachable(forHealth.pool, HEALTH_LIMIT_MS));
  await ensureSchema(database, { mode: config.REGPIPE_MIGRATE, log });
  for (const dataset of datasets) {
    if (dataset.load === 'merge') await ensureLiveTables(database, dataset.merge);
  }
  const bus = await openBus({
    url: config.NATS_URL.reveal(),
    replicas: config.REGPIPE_STREAM_REPLICAS,
    service: 'loader',
    log,
    observer: busObserver(metrics),
  });
  lifecycle.onStop('bus', () => bus.close());
  health.check('nats', () => bus.isConnected());
  watchBus(metrics, () => bus.isConnected());
  return loaderService({ bus, database, log, config, metrics, tracing });
});
