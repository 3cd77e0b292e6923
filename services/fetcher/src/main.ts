import { openBus } from '@regpipe/bus';
import { datasets } from '@regpipe/datasets';
import { giveWay, serve } from '@regpipe/runtime';
import { createSourcePolicy } from '@regpipe/source-policy';

import { configSchema } from './config.ts';
import { fetcherService } from './fetcher.service.ts';

giveWay();
await serve('fetcher', configSchema, process.env, async ({ config, log, broker, lifecycle, health }) => {
  const bus = await openBus({ url: config.NATS_URL.reveal(), service: 'fetcher', log });
  lifecycle.onStop('bus', () => bus.close());
  health.check('nats', () => bus.isConnected());
  const sourcePolicy = createSourcePolicy(
    config,
    datasets.map(({ source }) => source),
  );
  return fetcherService({ bus, config, log, broker, sourcePolicy });
});
