import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Bus, openBus } from '@regpipe/bus';
import type { NatsService } from '@regpipe/contracts';
import { ensurePasswords, freePort, NATS_USERS, SERVICES } from '@regpipe/stack';
import type { ServiceUrls } from '@regpipe/stack';
import { inject } from 'vitest';

import { containNats } from './servers/contain-nats.ts';
import { embedNats } from './servers/embed-nats.ts';

export interface TestNats {
  /** Of who may do everything. */
  readonly url: string;
  /** Of each service's user; only for a server with users. */
  readonly serviceUrls: ServiceUrls;
  readonly port: number;
  /** A connection that has made sure of the streams, a service's where one is named; closed with the server. */
  connect(service?: NatsService): Promise<Bus>;
  /** Ends the server (SIGKILL when `hard`) and starts it on the same port and store. */
  restart(options?: { readonly hard?: boolean; readonly wipe?: boolean }): Promise<void>;
  close(): Promise<void>;
}

const log = { warn: () => undefined, error: () => undefined };

export interface TestNatsOptions {
  /** Lets in the users of regpipe only. */
  readonly users?: boolean;
  /** Where the server's log is to be found. */
  readonly logFile?: string;
}

/** A nats-server with JetStream of the caller's own. */
export async function testNats({ users = false, logFile }: TestNatsOptions = {}): Promise<TestNats> {
  const directory = await mkdtemp(join(tmpdir(), 'regpipe-nats-'));
  const passwords = await ensurePasswords(join(directory, 'users.json'), NATS_USERS);
  const options = {
    ...(users ? { users: { passwords, namespace: 'regpipe' } } : {}),
    directory,
    port: await freePort(),
    logFile: logFile ?? join(directory, 'nats.log'),
  };
  const buses: Bus[] = [];
  const { backend } = inject('backend');
  const server = await (backend === 'containers' ? containNats(options) : embedNats(options));
  return {
    url: server.url,
    serviceUrls: users ? Object.fromEntries(SERVICES.map((service) => [service, server.urlOf(service)])) : {},
    port: options.port,
    connect: async (service) => {
      const who = service === undefined ? { name: 'test' } : { service };
      const url = service === undefined ? server.url : server.urlOf(service);
      const bus = await openBus({ ...who, url, log });
      buses.push(bus);
      return bus;
    },
    restart: ({ hard = false, wipe = false } = {}) => server.restart({ hard, wipe }),
    close: async () => {
      for (const bus of buses) await bus.close();
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
