import { once } from 'node:events';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import {
  ensurePasswords,
  freePort,
  NATS_USERS,
  prepareRoles,
  type RunningNats,
  type RunningPostgres,
  SERVICES,
  type ServiceUrls,
  startNats,
  startPostgres,
} from '@regpipe/stack';

/** A server that can be killed, stopped and started again under the same address. */
export interface LabServer {
  /** Of who may do everything. */
  readonly url: string;
  /** Of each service, which may do what it needs. */
  readonly serviceUrls: ServiceUrls;
  readonly port: number;
  /** SIGKILL, as in a crash; nothing is started. */
  kill(): Promise<void>;
  stop(): Promise<void>;
  /** Tries until it is up: what a crash has left behind may hold the first tries up. */
  start(): Promise<void>;
}

export interface LabPostgres extends LabServer {
  /** Starts it as a standby that has nobody to follow: it answers, and is read-only. */
  startAsStandby(): Promise<void>;
}

export interface LabNats extends LabServer {
  /** Throws away what it has stored; to be called while it is down. */
  wipe(): Promise<void>;
  /** Keeps a copy of the store as it is now. */
  keepStore(): Promise<void>;
  /** Puts the copy back: all that was stored since is gone, as after a power failure. To be called while it is down. */
  restoreStore(): Promise<void>;
}

/** Moleculer's; the users of nats-server may speak in it and in no other. */
export const NAMESPACE = 'regpipe';

const START_TRIES = 40;
const TRY_PAUSE_MS = 500;
const STANDBY_SIGNAL = 'standby.signal';

/** @param directory absolute */
export async function startLabPostgres(directory: string): Promise<LabPostgres> {
  const options = {
    directory: join(directory, 'postgres'),
    port: await freePort(),
    logFile: join(directory, 'postgres.log'),
    settings: { max_connections: '60' },
  };
  let server: RunningPostgres = await startPostgres(options);
  const start = async () => {
    server = await insistently(() => startPostgres(options));
  };
  return {
    url: server.url,
    serviceUrls: await prepareRoles(server.url, `${options.directory}.roles.json`),
    port: options.port,
    kill: () => killed(server),
    stop: () => server.stop(),
    start,
    startAsStandby: async () => {
      await writeFile(join(options.directory, STANDBY_SIGNAL), '');
      await start();
    },
  };
}

/** @param directory absolute */
export async function startLabNats(directory: string): Promise<LabNats> {
  const options = {
    directory: join(directory, 'nats'),
    port: await freePort(),
    logFile: join(directory, 'nats.log'),
    users: {
      passwords: await ensurePasswords(join(directory, 'nats.users.json'), NATS_USERS),
      namespace: NAMESPACE,
    },
  };
  const copy = join(directory, 'nats-copy');
  let server: RunningNats = await startNats(options);
  const wipe = () => rm(options.directory, { recursive: true, force: true });
  return {
    url: server.url,
    serviceUrls: Object.fromEntries(SERVICES.map((service) => [service, server.urlOf(service)])),
    port: options.port,
    kill: () => killed(server),
    stop: () => server.stop(),
    start: async () => {
      server = await insistently(() => startNats(options));
    },
    wipe,
    keepStore: async () => {
      await rm(copy, { recursive: true, force: true });
      await mkdir(options.directory, { recursive: true });
      await cp(options.directory, copy, { recursive: true });
    },
    restoreStore: async () => {
      await wipe();
      await cp(copy, options.directory, { recursive: true });
    },
  };
}

async function killed({ process }: RunningPostgres | RunningNats): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null) return;
  const ended = once(process, 'exit');
  process.kill('SIGKILL');
  await ended;
}

async function insistently<T>(start: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await start();
    } catch (error) {
      if (tries === START_TRIES) throw error;
      await pause(TRY_PAUSE_MS);
    }
  }
}
