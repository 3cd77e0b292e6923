import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Bus, connectBus, openBus } from '@regpipe/bus';
import type { NatsService, StreamName } from '@regpipe/contracts';
import {
  ensurePasswords,
  freePort,
  NATS_USERS,
  type NatsUser,
  type NatsUserOptions,
  OPERATOR,
  type RunningNats,
  SERVICES,
  type ServiceUrls,
  startNats,
  until,
} from '@regpipe/stack';

/** One nats-server of a cluster. */
export interface ClusterMember {
  readonly name: string;
  /** Sends SIGKILL and waits for the end. */
  kill(): Promise<void>;
  /** Starts it on the same ports and store. */
  start(): Promise<void>;
}

export interface TestNatsCluster {
  readonly members: readonly ClusterMember[];
  /** Of all members, for who may do everything. */
  readonly url: string;
  /** Of all members, for each service's user. */
  readonly serviceUrls: ServiceUrls;
  /** A connection that has made sure of the streams with so many replicas; closed with the cluster. */
  connect(replicas: number, service?: NatsService): Promise<Bus>;
  /** The member that leads a stream; undefined while one is elected. */
  leaderOf(bus: Bus, stream: StreamName): Promise<ClusterMember | undefined>;
  close(): Promise<void>;
}

interface Place {
  readonly name: string;
  readonly port: number;
  readonly routePort: number;
}

const SIZE = 3;
const ASK_LIMIT_MS = 200;
const log = { warn: () => undefined, error: () => undefined };

/**
 * A cluster of three nats-servers with the users of regpipe, as processes with a store each.
 *
 * @param running how many of them are started at first; two are enough to elect a leader
 */
export async function testNatsCluster(running: 2 | 3 = SIZE): Promise<TestNatsCluster> {
  const directory = await mkdtemp(join(tmpdir(), 'regpipe-cluster-'));
  const passwords = await ensurePasswords(join(directory, 'users.json'), NATS_USERS);
  const users = { passwords, namespace: 'regpipe' };
  const places: Place[] = [];
  for (let number = 1; number <= SIZE; number += 1) {
    places.push({ name: `nats-${number}`, port: await freePort(), routePort: await freePort() });
  }
  const members = places.map((place) => memberAt(place, places, directory, users));
  await Promise.all(members.slice(0, running).map((member) => member.start()));
  const urlOf = (user: NatsUser) =>
    places
      .map(({ port }, index) => `nats://${index === 0 ? `${user}:${passwords[user]}@` : ''}127.0.0.1:${port}`)
      .join(',');
  await untilLed(urlOf(OPERATOR));
  const buses: Bus[] = [];
  return {
    members,
    url: urlOf(OPERATOR),
    serviceUrls: Object.fromEntries(SERVICES.map((service) => [service, urlOf(service)])),
    connect: async (replicas, service) => {
      const who = service === undefined ? { name: 'test' } : { service };
      const bus = await openBus({ ...who, url: urlOf(service ?? OPERATOR), replicas, log });
      buses.push(bus);
      return bus;
    },
    leaderOf: async (bus, stream) => {
      const { cluster } = await bus.manager.streams.info(stream);
      return members.find(({ name }) => name === cluster?.leader);
    },
    close: async () => {
      for (const bus of buses) await bus.close();
      await Promise.all(members.map((member) => member.kill()));
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Without a leader JetStream does not answer at all: whoever asks then waits for seconds longer than the election takes. */
async function untilLed(url: string): Promise<void> {
  const bus = await connectBus({ url, name: 'test', log });
  const isLed = () =>
    bus.connection.request('$JS.API.INFO', '', { timeout: ASK_LIMIT_MS }).then(
      () => true,
      () => false,
    );
  await until(isLed, 'a leader of the cluster');
  await bus.close();
}

function memberAt(
  place: Place,
  places: readonly Place[],
  directory: string,
  users: NatsUserOptions,
): ClusterMember {
  const { name, port, routePort } = place;
  const routes = places.map((other) => `nats://127.0.0.1:${other.routePort}`).join(',');
  let server: RunningNats | undefined;
  return {
    name,
    start: async () => {
      server = await startNats({
        ...{ name, port, users },
        directory: join(directory, name),
        logFile: join(directory, `${name}.log`),
        args: [
          ...['--cluster_name', 'regpipe', '--cluster', `nats://127.0.0.1:${routePort}`],
          ...['--routes', routes],
        ],
      });
    },
    kill: async () => {
      server?.process.kill('SIGKILL');
      await server?.stop();
      server = undefined;
    },
  };
}
