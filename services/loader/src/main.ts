import { openBus } from '@regpipe/bus';
import { connectDatabase, ensureSchema } from '@regpipe/database';
import { giveWay, serve } from '@regpipe/runtime';

import { configSchema } from './config.ts';
import { loaderService } from './loader.service.ts';

/** Connections besides those of the chunks: publishing builds indexes side by side. */
const PUBLISHING_CONNECTIONS = 5;

giveWay();
await serve('loader', configSchema, process.env, async ({ config, log, lifecycle }) => {
  const database = connectDatabase({
    url: config.DATABASE_URL.reveal(),
    applicationName: 'regpipe-loader',
    poolSize: config.LOADER_LANES + PUBLISHING_CONNECTIONS,
    log,
  });
  lifecycle.onStop('database', () => database.close());
  await ensureSchema(database, { mode: config.REGPIPE_MIGRATE, log });
  const bus = await openBus({ url: config.NATS_URL.reveal(), service: 'loader', log });
  lifecycle.onStop('bus', () => bus.close());
  return loaderService({ bus, database, log, config });
});
