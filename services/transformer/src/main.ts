import { openBus } from '@regpipe/bus';
import { giveWay, serve } from '@regpipe/runtime';

import { configSchema } from './config.ts';
import { transformerService } from './transformer.service.ts';

giveWay();
await serve('transformer', configSchema, process.env, async ({ config, log, lifecycle, health }) => {
  const bus = await openBus({ url: config.NATS_URL.reveal(), service: 'transformer', log });
  lifecycle.onStop('bus', () => bus.close());
  health.check('nats', () => bus.isConnected());
  return transformerService({
    bus,
    log,
    concurrency: config.TRANSFORMER_CONCURRENCY,
    ackWaitMs: config.REGPIPE_ACK_WAIT_MS,
    maxDeliveries: config.REGPIPE_MAX_DELIVERIES,
  });
});
