import { createWriteStream } from 'node:fs';
import { connect } from 'node:net';

import { natsConfig, natsUrlOf, OPERATOR, passwordEnvironment, until } from '@regpipe/stack';
import type { GenericContainer, StartedTestContainer } from 'testcontainers';

import type { NatsServer, NatsServerOptions } from './nats-server.ts';

/** That of docker-compose.yml. */
export const NATS_IMAGE = 'nats:2.12-alpine';

const PORT = 4222;
const OTHER_PORTS = [6222, 8222];
const CONFIG = '/etc/regpipe/nats.conf';
const STOP_LIMIT_S = 10;

/** A nats-server in a container, whose store lives as long as the container. */
export async function containNats(options: NatsServerOptions): Promise<NatsServer> {
  const { getContainerRuntimeClient } = await import('testcontainers');
  const { container: engine } = await getContainerRuntimeClient();
  const start = async () => {
    const started = await (await describe(options)).start();
    await until(() => greets(options.port), `nats-server on port ${options.port}`);
    return started;
  };
  let server: StartedTestContainer = await start();
  const urlOf = natsUrlOf(options.port, options.users);
  return {
    url: urlOf(OPERATOR),
    urlOf,
    restart: async ({ hard, wipe }) => {
      const container = engine.getById(server.getId());
      await (hard ? container.kill() : container.stop({ t: STOP_LIMIT_S }));
      if (wipe) {
        await server.stop();
        server = await start();
        return;
      }
      await container.start();
      await until(() => greets(options.port), `nats-server on port ${options.port}`);
    },
    stop: async () => {
      await server.stop();
    },
  };
}

async function describe({ port, users, logFile }: NatsServerOptions): Promise<GenericContainer> {
  const { GenericContainer, Wait } = await import('testcontainers');
  const log = createWriteStream(logFile, { flags: 'a' });
  const container = new GenericContainer(NATS_IMAGE)
    .withEntrypoint(['nats-server'])
    // Of our choice, so that it is the same after a restart. The others because testcontainers waits for all that the
    // image has, where the engine is Podman.
    .withExposedPorts({ container: PORT, host: port }, ...OTHER_PORTS)
    .withWaitStrategy(Wait.forLogMessage('Server is ready'))
    .withLogConsumer((stream) => stream.pipe(log));
  const command = ['--jetstream', '--store_dir', '/tmp/store'];
  if (users === undefined) return container.withCommand(command);
  return container
    .withCommand([...command, '--config', CONFIG])
    .withEnvironment(passwordEnvironment(users.passwords))
    .withCopyContentToContainer([{ content: natsConfig(users.namespace), target: CONFIG }]);
}

/** An open port says nothing: an engine's proxy listens before the server does. */
function greets(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('data', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
  });
}
