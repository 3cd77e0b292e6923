import { openBus } from '@regpipe/bus';
import { datasets } from '@regpipe/datasets';
import { busObserver, watchBus } from '@regpipe/metrics';
import { giveWay, s3Access, serve } from '@regpipe/runtime';
import { createSourcePolicy } from '@regpipe/source-policy';

import { configSchema } from './config.ts';
import { fetcherService } from './fetcher.service.ts';

giveWay();
await serve('fetcher', configSchema, process.env, async (context) => {
  const { config, log, lifecycle, health, metrics } = context;
  const bus = await openBus({
    url: config.NATS_URL.reveal(),
    replicas: config.REGPIPE_STREAM_REPLICAS,
    service: 'fetcher',
    log,
    observer: busObserver(metrics),
  });
  lifecycle.onStop('bus', () => bus.close());
  health.check('nats', () => bus.isConnected());
  watchBus(metrics, () => bus.isConnected());
  const sourcePolicy = createSourcePolicy(
    config,
    datasets.flatMap(({ source }) => source ?? []),
  );
  return fetcherService({ ...context, bus, sourcePolicy, s3: s3Access(config) });
});
