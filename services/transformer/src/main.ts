import { openBus } from '@regpipe/bus';
import { busObserver, watchBus } from '@regpipe/metrics';
import { giveWay, serve } from '@regpipe/runtime';

import { configSchema } from './config.ts';
import { transformerService } from './transformer.service.ts';

giveWay();
await serve('transformer', configSchema, process.env, async (context) => {
  const { config, log, lifecycle, health, metrics, tracing } = context;
  const bus = await openBus({
    url: config.NATS_URL.reveal(),
    replicas: config.REGPIPE_STREAM_REPLICAS,
    service: 'transformer',
    log,
    observer: busObserver(metrics),
  });
  lifecycle.onStop('bus', () => bus.close());
  health.check('nats', () => bus.isConnected());
  watchBus(metrics, () => bus.isConnected());
  return transformerService({
    bus,
    log,
    metrics,
    tracing,
    concurrency: config.TRANSFORMER_CONCURRENCY,
    ackWaitMs: config.REGPIPE_ACK_WAIT_MS,
    maxDeliveries: config.REGPIPE_MAX_DELIVERIES,
  });
});
