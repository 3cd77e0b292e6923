import { openBus } from '@regpipe/bus';
import { giveWay, serve } from '@regpipe/runtime';

import { configSchema } from './config.ts';
import { fetcherService } from './fetcher.service.ts';

giveWay();
await serve('fetcher', configSchema, process.env, async ({ config, log, broker, lifecycle }) => {
  const bus = await openBus({ url: config.NATS_URL.reveal(), service: 'fetcher', log });
  lifecycle.onStop('bus', () => bus.close());
  return fetcherService({ bus, config, log, broker });
});
