import { openBus } from '@regpipe/bus';
import { connectDatabase, ensureSchema, isReachable, poolUse } from '@regpipe/database';
import { datasets } from '@regpipe/datasets';
import { busObserver, watchBus, watchPool } from '@regpipe/metrics';
import { serve } from '@regpipe/runtime';
import { createSourcePolicy } from '@regpipe/source-policy';

import { configSchema } from './config.ts';
import { trackerService } from './tracker.service.ts';

const POOL_SIZE = 6;
/** Its questions are answered within a second, also those about the largest job. */
const QUERY_TIMEOUT_MS = 60_000;
/** For its health: an answer that takes longer counts as none. */
const HEALTH_LIMIT_MS = 3_000;

await serve('tracker', configSchema, process.env, async (context) => {
  const { config, log, broker, lifecycle, health, metrics, tracing } = context;
  const database = connectDatabase({
    url: config.DATABASE_URL.reveal(),
    applicationName: 'regpipe-tracker',
    poolSize: POOL_SIZE,
    queryTimeoutMs: QUERY_TIMEOUT_MS,
    log,
  });
  lifecycle.onStop('database', () => database.close());
  watchPool(metrics, 'tracker', () => poolUse(database));
  health.check('database', () => isReachable(database.pool, HEALTH_LIMIT_MS));
  await ensureSchema(database, { mode: config.REGPIPE_MIGRATE, log });
  const bus = await openBus({
    url: config.NATS_URL.reveal(),
    replicas: config.REGPIPE_STREAM_REPLICAS,
    service: 'tracker',
    log,
    observer: busObserver(metrics),
  });
  lifecycle.onStop('bus', () => bus.close());
  health.check('nats', () => bus.isConnected());
  watchBus(metrics, () => bus.isConnected());
  return trackerService(
    {
      bus,
      database,
      log,
      broker,
      metrics,
      tracing,
      signal: lifecycle.signal,
      chunkBytes: Math.min(config.REGPIPE_CHUNK_BYTES, Math.floor(bus.maxPayloadBytes / 2)),
      interruptAfterMs: config.REGPIPE_INTERRUPT_AFTER_MS,
      mostActiveJobs: config.REGPIPE_MAX_ACTIVE_JOBS,
      swapPatienceMs: config.REGPIPE_SWAP_PATIENCE_MS,
      tickGraceMs: config.REGPIPE_TICK_GRACE_MS,
      sourcePolicy: createSourcePolicy(
        config,
        datasets.flatMap(({ source }) => source ?? []),
      ),
    },
    { ackWaitMs: config.REGPIPE_ACK_WAIT_MS },
  );
});
