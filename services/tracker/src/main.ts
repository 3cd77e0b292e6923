import { openBus } from '@regpipe/bus';
import { connectDatabase, migrate } from '@regpipe/database';
import { serve } from '@regpipe/runtime';

import { configSchema } from './config.ts';
import { trackerService } from './tracker.service.ts';

const POOL_SIZE = 6;

await serve('tracker', configSchema, process.env, async ({ config, log, broker, lifecycle }) => {
  const database = connectDatabase({
    url: config.DATABASE_URL.reveal(),
    applicationName: 'regpipe-tracker',
    poolSize: POOL_SIZE,
    log,
  });
  lifecycle.onStop('database', () => database.close());
  await migrate(database);
  const bus = await openBus({ url: config.NATS_URL, name: 'regpipe-tracker', log });
  lifecycle.onStop('bus', () => bus.close());
  return trackerService(
    {
      bus,
      database,
      log,
      broker,
      signal: lifecycle.signal,
      chunkBytes: Math.min(config.REGPIPE_CHUNK_BYTES, Math.floor(bus.maxPayloadBytes / 2)),
      interruptAfterMs: config.REGPIPE_INTERRUPT_AFTER_MS,
      mostActiveJobs: config.REGPIPE_MAX_ACTIVE_JOBS,
      swapPatienceMs: config.REGPIPE_SWAP_PATIENCE_MS,
    },
    { ackWaitMs: config.REGPIPE_ACK_WAIT_MS },
  );
});
