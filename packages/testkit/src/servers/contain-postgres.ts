import { randomBytes } from 'node:crypto';

import { connectDatabase } from '@regpipe/database';
import { until } from '@regpipe/stack';

import { type PostgresServer, UNSAFE_BUT_FAST } from './postgres-server.ts';

/** That of docker-compose.yml. */
export const POSTGRES_IMAGE = 'postgres:17';

const PORT = 5432;
const USER = 'regpipe';
/** For the parallel workers of index builds and large joins, as in docker-compose.yml. */
const SHARED_MEMORY_BYTES = 256 * 1024 * 1024;

const SETTINGS = {
  ...UNSAFE_BUT_FAST,
  shared_buffers: '256MB',
  max_wal_size: '4GB',
  checkpoint_timeout: '30min',
};

/** A PostgreSQL in a container. */
export async function containPostgres(): Promise<PostgresServer> {
  const { GenericContainer, Wait } = await import('testcontainers');
  const password = randomBytes(18).toString('hex');
  const container = await new GenericContainer(POSTGRES_IMAGE)
    .withEnvironment({
      POSTGRES_DB: USER,
      POSTGRES_USER: USER,
      POSTGRES_PASSWORD: password,
      POSTGRES_INITDB_ARGS: '--encoding=UTF8 --locale=C',
    })
    .withCommand(['postgres', ...Object.entries(SETTINGS).map(([name, value]) => `-c${name}=${value}`)])
    .withSharedMemorySize(SHARED_MEMORY_BYTES)
    .withExposedPorts(PORT)
    .withWaitStrategy(Wait.forListeningPorts())
    .start();
  const url = `postgres://${USER}:${password}@127.0.0.1:${container.getMappedPort(PORT)}/${USER}`;
  // An engine's proxy listens before the server does.
  await until(() => answers(url), `PostgreSQL in ${POSTGRES_IMAGE}`);
  return {
    url,
    stop: async () => {
      await container.stop();
    },
  };
}

async function answers(url: string): Promise<boolean> {
  const log = { warn: () => undefined };
  const database = connectDatabase({ url, applicationName: 'testkit', poolSize: 1, log });
  try {
    await database.pool.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await database.close();
  }
}
