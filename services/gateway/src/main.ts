import { connectDatabase, ensureSchema, isReachable } from '@regpipe/database';
import { datasets } from '@regpipe/datasets';
import { call, serve } from '@regpipe/runtime';

import { configSchema } from './config.ts';
import { createServer } from './create-server.ts';
import { gatewayService } from './gateway.service.ts';
import { createJobChanges } from './job-changes.ts';

const JOB_CONNECTIONS = 4;
/** For its health: an answer that takes longer counts as none. */
const HEALTH_LIMIT_MS = 3_000;

await serve('gateway', configSchema, process.env, async ({ config, log, lifecycle, broker, health }) => {
  const connect = (purpose: string, poolSize: number, readOnly = false) => {
    const url = config.DATABASE_URL.reveal();
    const applicationName = `regpipe-gateway-${purpose}`;
    const pool = connectDatabase({ url, applicationName, poolSize, readOnly, log });
    lifecycle.onStop(`database-${purpose}`, () => pool.close());
    return pool;
  };
  const database = connect('jobs', JOB_CONNECTIONS);
  const queries = connect('queries', config.GATEWAY_POOL_SIZE, true);
  await ensureSchema(database, { mode: config.REGPIPE_MIGRATE, log });

  const isTrackerVisible = () => broker.registry.actions.isAvailable('tracker.start');
  health.check('database', () => isReachable(database.pool, HEALTH_LIMIT_MS));
  health.check('tracker', isTrackerVisible);

  const jobChanges = createJobChanges();
  const server = await createServer({
    database,
    queries,
    datasets,
    callTracker: (name, params) => call(broker, name, params),
    isTrackerVisible,
    jobChanges,
    token: config.REGPIPE_API_TOKEN,
    log,
  });
  return gatewayService({
    server,
    host: config.REGPIPE_HTTP_HOST,
    port: config.REGPIPE_HTTP_PORT,
    jobChanges,
    log,
  });
});
