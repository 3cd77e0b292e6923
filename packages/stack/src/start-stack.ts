import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { TerminalError } from '@regpipe/contracts';

import { ensureApiToken } from './api-token.ts';
import { embedNats, embedPostgres, type Server } from './embedded-servers.ts';
import { freePort } from './free-port.ts';
import { type ServiceName, SERVICES, type ServiceUrls } from './service-names.ts';
import { ServiceProcess } from './service-process.ts';

/** Of the data directory: where local sources are read from, unless the environment names another place. */
const INCOMING = 'incoming';
/** Likewise: where files are dropped, in the folder of the same name below it. */
const DROPS = 'drops';

export interface StackOptions {
  /** Absolute; holds the databases, logs, the API token and local sources. */
  readonly dataDirectory: string;
  /** Instead of the embedded servers. */
  readonly databaseUrl?: string | undefined;
  readonly natsUrl?: string | undefined;
  /** Of the given servers, for services that have users of their own there; the others use the addresses above. */
  readonly databaseUrls?: ServiceUrls;
  readonly natsUrls?: ServiceUrls;
  /** Of the API; kept in `<dataDirectory>/api-token` when not given. */
  readonly apiToken?: string | undefined;
  readonly httpPort: number;
  /** Of the query service; a free one when not given. Each further replica has a free one. */
  readonly queryPort?: number | undefined;
  /** Absolute: what the intake takes files in from, instead of the data directory's. */
  readonly dropDirectory?: string | undefined;
  /** Whether the embedded servers first try the ports that bookmarks know; true where nothing is said. */
  readonly usualPorts?: boolean;
  readonly postgresSettings?: Readonly<Record<string, string>>;
  /** Start services again that end by themselves. */
  readonly restart: boolean;
  /** How many of a service; 1 where nothing is said. */
  readonly replicas?: Partial<Record<ServiceName, number>>;
  /** Further settings of the services. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly onStep?: (step: StackStep) => void;
  readonly onLine?: (service: string, line: string) => void;
}

export type StackStep = 'postgres' | 'nats' | 'services';

export interface Stack {
  /** Of who may do everything, on either server. */
  readonly databaseUrl: string;
  readonly natsUrl: string;
  readonly apiUrl: string;
  readonly apiToken: string;
  /** Of each query service, in the order of its replicas. */
  readonly queryUrls: readonly string[];
  /** Where to put files for the intake: its `incoming`. */
  readonly dropFolder: string;
  readonly services: readonly ServiceProcess[];
  /** The embedded servers' processes, for whoever measures them; undefined for one that was given. */
  readonly serverPids: { readonly postgres: number | undefined; readonly nats: number | undefined };
  /** Replicas of one service. */
  of(service: ServiceName): readonly ServiceProcess[];
  /** Stops services first, servers last. Idempotent. */
  stop(): Promise<void>;
}

/** Starts the servers (unless given) and every service. What was started is stopped again when a later part fails. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const releasers: (() => Promise<void>)[] = [];
  const release = async () => {
    for (const stop of releasers.splice(0).reverse()) await stop();
  };
  try {
    return await start(options, releasers, release);
  } catch (error) {
    await release();
    throw error;
  }
}

async function start(
  options: StackOptions,
  releasers: (() => Promise<void>)[],
  release: () => Promise<void>,
): Promise<Stack> {
  const logs = join(options.dataDirectory, 'logs');
  await mkdir(logs, { recursive: true });
  const incoming = join(options.dataDirectory, INCOMING);
  const drops = options.dropDirectory ?? join(options.dataDirectory, DROPS);
  const dropFolder = join(drops, INCOMING);
  for (const folder of [incoming, dropFolder]) await mkdir(folder, { recursive: true });
  const apiToken = options.apiToken ?? (await ensureApiToken(options.dataDirectory));

  const embed = { ...options, logs, usualPorts: options.usualPorts !== false, releasers };
  const namespace = options.environment?.['REGPIPE_NAMESPACE'] ?? 'regpipe';
  options.onStep?.('postgres');
  const postgres = await givenOr(options.databaseUrl, options.databaseUrls, () =>
    embedPostgres(embed, options.postgresSettings),
  );
  options.onStep?.('nats');
  const nats = await givenOr(options.natsUrl, options.natsUrls, () => embedNats(embed, namespace));

  options.onStep?.('services');
  const queryPorts: number[] = [];
  for (let index = 0; index < (options.replicas?.query ?? 1); index += 1) {
    queryPorts.push((index === 0 ? options.queryPort : undefined) ?? (await freePort()));
  }
  const environment = (service: ServiceName, index: number) => ({
    ...options.environment,
    // Whom the embedded server lets speak depends on it; on a server of one's own it is one's own business.
    ...(options.natsUrl === undefined ? { REGPIPE_NAMESPACE: namespace } : {}),
    REGPIPE_LOG_PRETTY: 'false',
    NATS_URL: nats.serviceUrls[service] ?? nats.url,
    ...(WITH_DATABASE.has(service) ? { DATABASE_URL: postgres.serviceUrls[service] ?? postgres.url } : {}),
    REGPIPE_DROP_DIRECTORY: drops,
    ...(service === 'gateway'
      ? { REGPIPE_API_TOKEN: apiToken, REGPIPE_HTTP_PORT: String(options.httpPort) }
      : {}),
    ...(service === 'query'
      ? { REGPIPE_API_TOKEN: apiToken, REGPIPE_QUERY_PORT: String(queryPorts[index]) }
      : {}),
  });
  const defaults = { REGPIPE_SOURCE_DIRECTORY: incoming };
  const processes = SERVICES.flatMap((service) =>
    Array.from({ length: options.replicas?.[service] ?? 1 }, (_, index) => {
      const logFile = join(logs, index === 0 ? `${service}.log` : `${service}-${index + 1}.log`);
      const onLine = (line: string) => options.onLine?.(service, line);
      return { service, environment: environment(service, index), defaults, logFile, onLine };
    }),
  );
  const services = processes.map(
    (process, place) => new ServiceProcess({ ...process, place, restart: options.restart }),
  );
  releasers.push(async () => {
    await Promise.all(services.map((service) => service.stop()));
  });
  await Promise.all(services.map((service) => service.start()));
  const apiUrl = `http://127.0.0.1:${options.httpPort}`;
  await waitUntilReady(apiUrl);

  return {
    databaseUrl: postgres.url,
    natsUrl: nats.url,
    apiUrl,
    apiToken,
    queryUrls: queryPorts.map((port) => `http://127.0.0.1:${port}`),
    dropFolder,
    services,
    serverPids: { postgres: postgres.process?.pid, nats: nats.process?.pid },
    of: (name) => services.filter((service) => service.service === name),
    stop: release,
  };
}

const WITH_DATABASE: ReadonlySet<ServiceName> = new Set([
  'tracker',
  'loader',
  'scheduler',
  'intake',
  'projector',
  'query',
  'gateway',
]);

async function givenOr(
  url: string | undefined,
  serviceUrls: ServiceUrls = {},
  embed: () => Promise<Server>,
): Promise<Server> {
  return url === undefined ? embed() : { url, serviceUrls };
}

/** The services have started; now they have to find each other. */
async function waitUntilReady(apiUrl: string): Promise<void> {
  const deadline = Date.now() + READY_LIMIT_MS;
  while (Date.now() < deadline) {
    const response = await fetch(`${apiUrl}/ready`).catch(() => undefined);
    if (response?.ok === true) return;
    await pause(100);
  }
  throw new TerminalError('STACK_FAILED', `${apiUrl}/ready has not said yes for ${READY_LIMIT_MS / 1000} s.`);
}

const READY_LIMIT_MS = 30_000;
