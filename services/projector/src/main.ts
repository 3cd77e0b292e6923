import { createOffer, openBus } from '@regpipe/bus';
import { connectDatabase, ensureSchema, isReachable, poolUse } from '@regpipe/database';
import { busObserver, watchBus, watchPool } from '@regpipe/metrics';
import { serve } from '@regpipe/runtime';

import { configSchema } from './config.ts';
import { projectorService } from './projector.service.ts';

const POOL_SIZE = 4;
const QUERY_TIMEOUT_MS = 10_000;
/** Of two projectors one writes at a time: the other must not wait for one that stands still. */
const IDLE_IN_TRANSACTION_MS = 10_000;
/** One keeps the lock of a rebuild, the other works. */
const REBUILD_CONNECTIONS = 2;
/** For its health: an answer that takes longer counts as none. */
const HEALTH_LIMIT_MS = 3_000;

await serve('projector', configSchema, process.env, async (context) => {
  const { config, log, lifecycle, health, metrics } = context;
  const connect = (purpose: string, poolSize: number, queryTimeoutMs?: number) => {
    const database = connectDatabase({
      url: config.DATABASE_URL.reveal(),
      applicationName: `regpipe-${purpose}`,
      poolSize,
      idleInTransactionMs: IDLE_IN_TRANSACTION_MS,
      ...(queryTimeoutMs === undefined ? {} : { queryTimeoutMs }),
      log,
    });
    lifecycle.onStop(`database-${purpose}`, () => database.close());
    watchPool(metrics, purpose, () => poolUse(database));
    return database;
  };
  const database = connect('projector', POOL_SIZE, QUERY_TIMEOUT_MS);
  const rebuilds = connect('projector-rebuild', REBUILD_CONNECTIONS);
  health.check('database', () => isReachable(database.pool, HEALTH_LIMIT_MS));
  await ensureSchema(database, { mode: config.REGPIPE_MIGRATE, log });
  const bus = await openBus({
    url: config.NATS_URL.reveal(),
    replicas: config.REGPIPE_STREAM_REPLICAS,
    service: 'projector',
    log,
    observer: busObserver(metrics),
  });
  lifecycle.onStop('bus', () => bus.close());
  health.check('nats', () => bus.isConnected());
  watchBus(metrics, () => bus.isConnected());
  const offer = createOffer(bus, 'JOBS');
  return projectorService(
    { bus, database, rebuilds, offer, log, metrics },
    { ackWaitMs: config.REGPIPE_ACK_WAIT_MS },
  );
});
