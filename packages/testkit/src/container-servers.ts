import { GenericContainer, Wait } from 'testcontainers';

/** The servers as their makers ship them; the embedded ones may be older or newer. */
const POSTGRES_IMAGE = 'postgres:17';
const NATS_IMAGE = 'nats:2.12';

const POSTGRES_PORT = 5432;
const NATS_PORT = 4222;
const USER = 'regpipe';

export interface ContainerServer {
  readonly url: string;
  /** `hard` leaves it no time to end in order. */
  stop(hard?: boolean): Promise<void>;
}

/** Starts PostgreSQL in a container, with the given server settings. */
export async function containerPostgres(
  settings: Readonly<Record<string, string>>,
): Promise<ContainerServer> {
  const container = await new GenericContainer(POSTGRES_IMAGE)
    .withEnvironment({ POSTGRES_USER: USER, POSTGRES_PASSWORD: USER })
    .withCommand([
      'postgres',
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ])
    .withExposedPorts(POSTGRES_PORT)
    // While the cluster is made, the server listens on its socket only.
    .withWaitStrategy(Wait.forListeningPorts())
    .start();
  const address = `${container.getHost()}:${container.getMappedPort(POSTGRES_PORT)}`;
  return {
    url: `postgres://${USER}:${USER}@${address}/${USER}`,
    stop: async () => {
      await container.stop();
    },
  };
}

/** Starts nats-server in a container, with JetStream on a folder of this machine, at a fixed port of it. */
export async function containerNats(storeDirectory: string, port: number): Promise<ContainerServer> {
  const container = await new GenericContainer(NATS_IMAGE)
    .withCommand(['--jetstream', '--store_dir', '/data'])
    .withBindMounts([{ source: storeDirectory, target: '/data', mode: 'rw' }])
    .withExposedPorts({ container: NATS_PORT, host: port })
    .withWaitStrategy(Wait.forListeningPorts())
    .start();
  return {
    url: `nats://${container.getHost()}:${port}`,
    stop: async (hard = false) => {
      await container.stop({ timeout: hard ? 0 : 5_000 });
    },
  };
}
