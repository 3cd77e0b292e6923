import { readFileSync } from 'node:fs';
import { connect } from 'node:net';

import { NATS_SERVICES, STREAMS, subjects } from '@regpipe/contracts';
import { NATS_USERS, OPERATOR, passwordEnvironment } from '@regpipe/stack';
import { connectNats, until } from '@regpipe/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { type RunningNodes, runNatsNodes } from '../../testing/run-nats-nodes.ts';
import { NATS_NODES, USERS_FILE } from './nats-cluster.ts';
import { clusterUrl } from './nats-start.ts';

const REPLICAS = 3;
const passwords = Object.fromEntries(NATS_USERS.map((user) => [user, `p${user}`])) as Parameters<
  typeof passwordEnvironment
>[0];

/** For `then`: whether it has come to something. */
const settled = [() => true, () => false] as const;

let running: RunningNodes;
type Bus = Awaited<ReturnType<typeof connectNats>>;
let operator: Bus;

function urlOf(user: keyof typeof passwords): string {
  const servers = running.nodes.map(({ node }) => node.listens.clients);
  return clusterUrl(`${user}:${passwords[user]}`, servers);
}

/** The nodes that hold all of a stream, its leader counted in. */
async function holders(stream: string): Promise<number> {
  const { cluster } = await operator.manager.streams.info(stream);
  const copies = cluster?.replicas?.filter(({ current }) => current) ?? [];
  return cluster?.leader === undefined ? 0 : copies.length + 1;
}

beforeAll(async () => {
  running = await runNatsNodes(NATS_NODES, readFileSync(USERS_FILE, 'utf8'), {
    ...passwordEnvironment(passwords),
    NATS_ROUTES_PASSWORD: 'proutes',
  });
  operator = await connectNats(urlOf(OPERATOR));
});

afterAll(async () => {
  await operator.close();
  await running.close();
});

test('three nodes hold every stream of regpipe three times, in its full size', async () => {
  for (const { name, subjects: held, maxBytes } of STREAMS) {
    const config = { name, subjects: [...held], max_bytes: maxBytes, num_replicas: REPLICAS };
    // Until the nodes have found each other.
    await until(async () => operator.manager.streams.add(config).then(...settled), `stream ${name}`);
    await until(async () => (await holders(name)) === REPLICAS, `${name} on all nodes`);
  }
});

test('each service gets in with its own password, for what is its own', async () => {
  for (const service of NATS_SERVICES) {
    const bus = await connectNats(urlOf(service), service);
    expect(bus.maxPayloadBytes, service).toBe(1024 * 1024);
    await bus.close();
  }
  const fetcher = await connectNats(urlOf('fetcher'), 'fetcher');
  const stored = await fetcher.jetstream.publish(subjects.chunk('raw', 'tax_registration', 1), 'a');
  expect(stored).toMatchObject({ stream: 'RAW', duplicate: false });
  await expect(
    fetcher.jetstream.publish(subjects.chunk('clean', 'tax_registration', 1), 'a'),
  ).rejects.toThrow();
  await fetcher.close();
});

test('a stranger does not get in, neither as a client nor as a node', async () => {
  for (const { node } of running.nodes) {
    for (const user of ['', 'fetcher:wrong@', 'routes:proutes@']) {
      await expect(connectNats(`nats://${user}${node.listens.clients}`)).rejects.toMatchObject({
        code: 'BUS_UNAVAILABLE',
      });
    }
    expect(
      await answerTo(node.listens.routes, { name: 'stranger', user: 'routes', pass: 'wrong' }),
    ).toContain('Authorization Violation');
  }
});

test('a node that is killed is missed by nobody, and catches up when it comes back', async () => {
  const [victim] = running.nodes;
  await victim?.kill();
  for (const number of [1, 2, 3]) {
    await until(
      () =>
        operator.jetstream.publish(subjects.dead('loader', 'tax_registration', number), '').then(...settled),
      `dead letter ${number}`,
    );
  }
  victim?.start();
  await until(async () => (await holders('DEAD').catch(() => 0)) === REPLICAS, 'the node to catch up');
  expect((await operator.manager.streams.info('DEAD')).state.messages).toBe(3);
});

/** What a server says to another one that introduces itself so. */
async function answerTo(address: string, introduction: Readonly<Record<string, string>>): Promise<string> {
  const [host = '', port = ''] = address.split(':');
  const socket = connect(Number(port), host);
  socket.setEncoding('utf8');
  socket.write(`CONNECT ${JSON.stringify(introduction)}\r\n`);
  let said = '';
  for await (const part of socket) said += String(part);
  return said;
}
