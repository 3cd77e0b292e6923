import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';

import { ensurePasswords } from './ensure-passwords.ts';
import { freePort } from './free-port.ts';
import { NATS_USERS } from './nats-config.ts';
import { prepareRoles } from './prepare-roles.ts';
import { SERVICES, type ServiceUrls } from './service-names.ts';
import { startNats } from './start-nats.ts';
import { startPostgres } from './start-postgres.ts';

/** Tried first, so that a bookmark in a database client holds; another one is taken when it is in use. */
const POSTGRES_PORT = 54_320;
const NATS_PORT = 42_220;

/** A server that the services work on. */
export interface Server {
  /** Of who may do everything. */
  readonly url: string;
  /** Of each service that has a user of its own; the others use `url`. */
  readonly serviceUrls: ServiceUrls;
  /** Undefined for one that was given. */
  readonly process?: ChildProcess;
}

export interface EmbedOptions {
  readonly dataDirectory: string;
  readonly logs: string;
  /** Whether to try the ports that bookmarks know. */
  readonly usualPorts: boolean;
  readonly releasers: (() => Promise<void>)[];
}

/** Starts PostgreSQL, brings its tables up to date, and makes a role for each kind of service. */
export async function embedPostgres(
  options: EmbedOptions,
  settings: Readonly<Record<string, string>> = {},
): Promise<Server> {
  const directory = join(options.dataDirectory, 'postgres');
  const postgres = await startPostgres({
    directory,
    port: await freePort(options.usualPorts ? POSTGRES_PORT : undefined),
    logFile: join(options.logs, 'postgres.log'),
    settings,
  });
  options.releasers.push(() => postgres.stop());
  return { ...postgres, serviceUrls: await prepareRoles(postgres.url, `${directory}.roles.json`) };
}

/** Starts nats-server with a user for each service. */
export async function embedNats(options: EmbedOptions, namespace: string): Promise<Server> {
  const directory = join(options.dataDirectory, 'nats');
  const passwords = await ensurePasswords(`${directory}.users.json`, NATS_USERS);
  const nats = await startNats({
    directory,
    port: await freePort(options.usualPorts ? NATS_PORT : undefined),
    logFile: join(options.logs, 'nats.log'),
    users: { passwords, namespace },
  });
  options.releasers.push(() => nats.stop());
  return {
    ...nats,
    serviceUrls: Object.fromEntries(SERVICES.map((service) => [service, nats.urlOf(service)])),
  };
}
