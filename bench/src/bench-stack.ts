import { connectDatabase, type Database } from '@regpipe/database';
import { freePort, PIPELINE_ONLY, type Stack, type StackOptions, startStack } from '@regpipe/stack';

import { JobLog } from './measure/job-log.ts';

/** A stack to be measured, with what the measuring itself needs. */
export interface BenchStack {
  readonly stack: Stack;
  /** A connection of the bench's own; used between measurements, except where a mode says otherwise. */
  readonly database: Database;
  readonly log: JobLog;
  close(): Promise<void>;
}

/** Servers and services as `./run demo` starts them, on free ports, with their data in `directory`. */
export async function startBenchStack(
  directory: string,
  replicas: NonNullable<StackOptions['replicas']> = {},
  environment: NonNullable<StackOptions['environment']> = {},
): Promise<BenchStack> {
  const log = new JobLog();
  const stack = await startStack({
    dataDirectory: directory,
    httpPort: await freePort(),
    // A stack that works beside this one keeps its own.
    usualPorts: false,
    restart: false,
    replicas: { ...PIPELINE_ONLY, scheduler: 1, ...replicas },
    // The samples are served over loopback HTTP.
    environment: {
      REGPIPE_SOURCE_HOSTS: '127.0.0.1:*',
      REGPIPE_SOURCE_PRIVATE_HOSTS: '127.0.0.1',
      ...environment,
    },
    onLine: (_service, line) => log.note(line),
  });
  const database = connectDatabase({
    url: stack.databaseUrl,
    applicationName: 'bench',
    poolSize: 2,
    log: { warn: () => undefined },
  });
  return {
    stack,
    database,
    log,
    close: async () => {
      await database.close();
      await stack.stop();
    },
  };
}

/**
 * Brings the server to rest before a measurement: what the last one left to write is written, and what autovacuum
 * would do to its tables in the middle of the next one is done.
 */
export async function settle({ database }: BenchStack): Promise<void> {
  await database.pool.query('VACUUM');
  await database.pool.query('CHECKPOINT');
}
