import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Bus, openBus } from '@regpipe/bus';
import { freePort, type RunningNats, startNats } from '@regpipe/stack';

export interface TestNats {
  readonly url: string;
  readonly port: number;
  /** A connection that has made sure of the streams; closed with the server. */
  connect(): Promise<Bus>;
  /** Ends the server (SIGKILL when `hard`) and starts it on the same port and store. */
  restart(options?: { readonly hard?: boolean; readonly wipe?: boolean }): Promise<void>;
  close(): Promise<void>;
}

const log = { warn: () => undefined, error: () => undefined };

/** A nats-server with JetStream of the caller's own. */
export async function testNats(): Promise<TestNats> {
  const directory = await mkdtemp(join(tmpdir(), 'regpipe-nats-'));
  const options = {
    directory: join(directory, 'store'),
    port: await freePort(),
    logFile: join(directory, 'nats.log'),
  };
  const buses: Bus[] = [];
  let server: RunningNats = await startNats(options);
  return {
    url: server.url,
    port: options.port,
    connect: async () => {
      const bus = await openBus({ url: server.url, name: 'test', log });
      buses.push(bus);
      return bus;
    },
    restart: async ({ hard = false, wipe = false } = {}) => {
      if (hard) server.process.kill('SIGKILL');
      await server.stop();
      if (wipe) await rm(options.directory, { recursive: true, force: true });
      server = await startNats(options);
    },
    close: async () => {
      for (const bus of buses) await bus.close();
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
