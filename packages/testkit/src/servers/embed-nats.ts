import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { type RunningNats, startNats } from '@regpipe/stack';

import type { NatsServer, NatsServerOptions } from './nats-server.ts';

/** The nats-server on PATH, as a process. */
export async function embedNats({ directory, ...options }: NatsServerOptions): Promise<NatsServer> {
  const store = join(directory, 'store');
  const start = () => startNats({ ...options, directory: store });
  let server: RunningNats = await start();
  return {
    url: server.url,
    urlOf: (user) => server.urlOf(user),
    restart: async ({ hard, wipe }) => {
      if (hard) server.process.kill('SIGKILL');
      await server.stop();
      if (wipe) await rm(store, { recursive: true, force: true });
      server = await start();
    },
    stop: () => server.stop(),
  };
}
