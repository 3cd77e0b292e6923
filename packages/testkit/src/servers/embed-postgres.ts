import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { freePort, startPostgres } from '@regpipe/stack';

import { type PostgresServer, UNSAFE_BUT_FAST } from './postgres-server.ts';

/** The PostgreSQL that comes with the dependencies, as a process. */
export async function embedPostgres(): Promise<PostgresServer> {
  const directory = await mkdtemp(join(tmpdir(), 'regpipe-test-'));
  const postgres = await startPostgres({
    directory: join(directory, 'postgres'),
    port: await freePort(),
    logFile: join(directory, 'postgres.log'),
    settings: UNSAFE_BUT_FAST,
  });
  return {
    url: postgres.url,
    stop: async () => {
      await postgres.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
