import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Bus, openBus } from '@regpipe/bus';
import { connectDatabase, type Database } from '@regpipe/database';
import type { Job } from '@regpipe/contracts';
import {
  freePort,
  requestJob,
  type ServiceName,
  ServiceProcess,
  type ServiceUrls,
  type Stack,
  startStack,
} from '@regpipe/stack';

import { DIRECTORY_VARIABLE } from '../inject/strike-plan.ts';
import { type LabSource, startLabSource } from './lab-source.ts';
import { makeSamples, type Sample } from './samples.ts';
import type { Scale } from './scale.ts';
import {
  type LabNats,
  type LabPostgres,
  type LabServer,
  NAMESPACE,
  startLabNats,
  startLabPostgres,
} from './servers.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

/** Real services over real servers, every part of which can be broken. */
export interface Lab {
  readonly scale: Scale;
  readonly directory: string;
  /** Where plans for strikes are laid. */
  readonly plans: string;
  readonly stack: Stack;
  readonly postgres: LabPostgres;
  readonly nats: LabNats;
  /** Between the services and PostgreSQL. */
  readonly postgresWire: TcpProxy;
  /** Between the services and NATS. */
  readonly natsWire: TcpProxy;
  readonly source: LabSource;
  readonly samples: readonly [Sample, Sample];
  /** Not over the wire: it sees what is there whatever the services can see. */
  readonly database: Database;
  /** Not over the wire. */
  readonly bus: Bus;
  /** Starts one gateway more, on a port of its own. */
  startGateway(): Promise<OtherGateway>;
  /** Has work done when the laboratory is closed and its servers have ended. */
  readonly afterServers: (work: () => Promise<void>) => void;
  close(): Promise<void>;
}

export interface OtherGateway {
  job(id: number): Promise<Job>;
  stop(): Promise<void>;
}

const PRELOAD = new URL('../inject/preload.ts', import.meta.url);
const log = { warn: () => undefined, error: () => undefined };

/** So that another one goes on while the first is stopped. */
const REPLICAS_OF_EACH = 2;

/** Of each service that has a part in jobs; the others are there where a strike needs them. */
const REPLICAS = {
  tracker: REPLICAS_OF_EACH,
  loader: REPLICAS_OF_EACH,
  transformer: REPLICAS_OF_EACH,
  fetcher: REPLICAS_OF_EACH,
  scheduler: REPLICAS_OF_EACH,
  intake: 0,
  projector: 0,
  query: 0,
};

/** @param needs services that have no part in a job and are to be there all the same */
export async function startLab(scale: Scale, needs: readonly ServiceName[] = []): Promise<Lab> {
  const directory = await mkdtemp(join(tmpdir(), 'regpipe-faults-'));
  const releasers: (() => Promise<unknown>)[] = [() => rm(directory, { recursive: true, force: true })];
  const close = async () => {
    for (const release of releasers.splice(0).reverse()) await release();
  };
  try {
    const plans = join(directory, 'plans');
    await mkdir(plans);
    const samples = await makeSamples(directory, scale.rows);
    const source = await startLabSource();
    releasers.push(() => source.close());
    const postgres = await startLabPostgres(directory);
    releasers.push(() => postgres.stop());
    const nats = await startLabNats(directory);
    releasers.push(() => nats.stop());
    const [postgresWire, natsWire] = await Promise.all([wireTo(postgres), wireTo(nats)]);
    releasers.push(() => Promise.all([postgresWire.close(), natsWire.close()]));
    const stack = await startStack({
      dataDirectory: join(directory, 'stack'),
      databaseUrl: through(postgresWire, postgres.url),
      databaseUrls: allThrough(postgresWire, postgres.serviceUrls),
      natsUrl: through(natsWire, nats.url),
      natsUrls: allThrough(natsWire, nats.serviceUrls),
      httpPort: await freePort(),
      usualPorts: false,
      restart: true,
      replicas: { ...REPLICAS, ...Object.fromEntries(needs.map((name) => [name, REPLICAS_OF_EACH])) },
      environment: environmentOf(scale, plans),
    });
    releasers.push(() => stack.stop());
    const database = connectDatabase({
      url: postgres.url,
      applicationName: 'faults',
      poolSize: 6,
      log,
    });
    releasers.push(() => database.close());
    const bus = await openBus({ url: nats.url, name: 'faults', log });
    releasers.push(() => bus.close());
    return {
      ...{ scale, directory, plans, stack, postgres, nats, postgresWire, natsWire },
      ...{ source, samples, database, bus, close },
      // Released in reverse: after the servers, before the directory.
      afterServers: (work) => void releasers.splice(1, 0, work),
      startGateway: () => startOtherGateway(stack, join(directory, 'stack', 'logs')),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Like those of the stack, but for its port. */
async function startOtherGateway(stack: Stack, logs: string): Promise<OtherGateway> {
  const [gateway] = stack.of('gateway');
  const port = await freePort();
  const other = new ServiceProcess({
    service: 'gateway',
    place: stack.services.length,
    defaults: {},
    environment: { ...gateway?.environment, REGPIPE_HTTP_PORT: String(port) },
    logFile: join(logs, 'gateway-other.log'),
    restart: false,
  });
  await other.start();
  const apiUrl = `http://127.0.0.1:${port}`;
  return {
    job: (id) => requestJob({ ...stack, apiUrl }, 'GET', `/api/jobs/${id}`),
    stop: () => other.stop(),
  };
}

function wireTo(server: LabServer): Promise<TcpProxy> {
  return startTcpProxy(server.port);
}

function through(wire: TcpProxy, url: string): string {
  const proxied = new URL(url);
  proxied.port = String(wire.port);
  return proxied.href;
}

function allThrough(wire: TcpProxy, urls: ServiceUrls): ServiceUrls {
  return Object.fromEntries(Object.entries(urls).map(([service, url]) => [service, through(wire, url)]));
}

function environmentOf(scale: Scale, plans: string): Record<string, string> {
  return {
    NODE_OPTIONS: `--import ${PRELOAD.href}`,
    [DIRECTORY_VARIABLE]: plans,
    REGPIPE_NAMESPACE: NAMESPACE,
    REGPIPE_ACK_WAIT_MS: String(scale.ackWaitMs),
    REGPIPE_INTERRUPT_AFTER_MS: String(scale.interruptAfterMs),
    REGPIPE_SWAP_PATIENCE_MS: '2000',
    REGPIPE_INTAKE_LEASE_S: String(scale.intakeLeaseS),
    // Ticks are struck that were due minutes ago.
    REGPIPE_TICK_GRACE_MS: '600000',
    REGPIPE_SOURCE_HOSTS: '127.0.0.1:*',
    REGPIPE_SOURCE_PRIVATE_HOSTS: '127.0.0.1',
    REGPIPE_SOURCE_TIMEOUT_MS: '2000',
    REGPIPE_SOURCE_RETRY_DELAYS_MS: '100,200,400',
  };
}
