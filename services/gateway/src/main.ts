import { connectDatabase, migrate } from '@regpipe/database';
import { datasets } from '@regpipe/datasets';
import { call, serve } from '@regpipe/runtime';

import { configSchema } from './config.ts';
import { createServer } from './create-server.ts';
import { gatewayService } from './gateway.service.ts';
import { createJobChanges } from './job-changes.ts';

await serve('gateway', configSchema, process.env, async ({ config, log, lifecycle, broker }) => {
  const database = connectDatabase({
    url: config.DATABASE_URL.reveal(),
    applicationName: 'regpipe-gateway',
    poolSize: config.GATEWAY_POOL_SIZE,
    log,
  });
  lifecycle.onStop('database', () => database.close());
  await migrate(database);

  const jobChanges = createJobChanges();
  const server = await createServer({
    database,
    datasets,
    callTracker: (name, params) => call(broker, name, params),
    isTrackerVisible: () => broker.registry.actions.isAvailable('tracker.start'),
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
