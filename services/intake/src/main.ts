import { connectDatabase, ensureSchema, isReachable, poolUse } from '@regpipe/database';
import { datasets } from '@regpipe/datasets';
import { watchPool } from '@regpipe/metrics';
import { call, s3Access, serve } from '@regpipe/runtime';

import { configSchema } from './config.ts';
import { intakeService } from './intake.service.ts';
import { listenToQueue } from './listen-to-queue.ts';
import { openPlaces } from './open-places.ts';

const POOL_SIZE = 4;
/** Longest is a slice of row errors on its way into the audit log. */
const QUERY_TIMEOUT_MS = 30_000;
/** What a transaction writes is its drop's owner's, so a takeover waits for it: but not for one that stands still. */
const IDLE_IN_TRANSACTION_MS = 10_000;
/** For its health: an answer that takes longer counts as none. */
const HEALTH_LIMIT_MS = 3_000;

await serve('intake', configSchema, process.env, async (context) => {
  const { config, log, lifecycle, broker, health, metrics } = context;
  const database = connectDatabase({
    url: config.DATABASE_URL.reveal(),
    applicationName: 'regpipe-intake',
    poolSize: POOL_SIZE,
    queryTimeoutMs: QUERY_TIMEOUT_MS,
    idleInTransactionMs: IDLE_IN_TRANSACTION_MS,
    log,
  });
  lifecycle.onStop('database', () => database.close());
  watchPool(metrics, 'intake', () => poolUse(database));
  health.check('database', () => isReachable(database.pool, HEALTH_LIMIT_MS));
  await ensureSchema(database, { mode: config.REGPIPE_MIGRATE, log });
  const places = openPlaces(config, lifecycle);
  const { REGPIPE_SQS_QUEUE_URL: queueUrl } = config;
  return intakeService(
    {
      database,
      datasets,
      stores: new Map(places.map(({ store }) => [store.bucket, store])),
      callTracker: (name, params) => call(broker, name, params),
      owner: broker.nodeID,
      leaseMs: config.REGPIPE_INTAKE_LEASE_S * 1_000,
      metrics,
      log,
      signal: lifecycle.signal,
    },
    {
      places,
      listen: queueUrl === undefined ? undefined : listenToQueue({ queueUrl, access: s3Access(config), log }),
    },
  );
});
