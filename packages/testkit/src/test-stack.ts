import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Job, jobSchema, type JobStatus } from '@regpipe/contracts';
import {
  freePort,
  PIPELINE_ONLY,
  serviceUrls,
  type Stack,
  type StackOptions,
  startStack,
  until,
} from '@regpipe/stack';
import { inject } from 'vitest';

import { testDatabase, type TestDatabase } from './test-database.ts';
import { testNats, type TestNats } from './test-nats.ts';

export interface TestStack extends Stack {
  readonly database: TestDatabase['database'];
  readonly directory: string;
  /** A request to the gateway with the token. */
  request(method: string, path: string, body?: unknown): Promise<Response>;
  /** Starts a job and gives it as answered. @throws Error with the problem document when it is refused */
  start(body: Readonly<Record<string, unknown>>): Promise<Job>;
  job(id: number): Promise<Job>;
  /** Waits until the job is in one of the states. */
  reach(id: number, ...statuses: JobStatus[]): Promise<Job>;
  close(): Promise<void>;
}

/** Quick reactions, so that a test of a crash takes seconds. */
const IMPATIENT = {
  REGPIPE_ACK_WAIT_MS: '1500',
  REGPIPE_SOURCE_RETRY_DELAYS_MS: '50,100,200',
  REGPIPE_LOG_LEVEL: 'info',
  // One test's file replaces another's here, and samples are full of defects: the guards have tests of their own.
  REGPIPE_GUARD_ROWS_GONE_PERCENT: '100',
  REGPIPE_GUARD_REJECTED_PERCENT: '100',
};

/** Sources are served by the tests themselves; files are in the stack's directory. */
const LOCAL_SOURCES = {
  REGPIPE_SOURCE_HOSTS: 'datasets,127.0.0.1:*',
  REGPIPE_SOURCE_PRIVATE_HOSTS: '127.0.0.1',
};

/**
 * Every service as a process of its own, with its own user of a nats-server and its own role in a database: none may do
 * more than in production. A service that has no part in a job is there where
 * `replicas` says so.
 */
export async function testStack(options: Partial<StackOptions> = {}): Promise<TestStack> {
  const directory = await mkdtemp(join(tmpdir(), 'regpipe-stack-'));
  const own = await testDatabase();
  const nats = options.natsUrl === undefined ? await containedNats(directory) : undefined;
  const stack = await startStack({
    dataDirectory: directory,
    databaseUrl: own.url,
    databaseUrls: serviceUrls((role) => own.roleUrls[role]),
    httpPort: await freePort(),
    usualPorts: false,
    restart: false,
    ...(nats === undefined ? {} : { natsUrl: nats.url, natsUrls: nats.serviceUrls }),
    ...options,
    replicas: { ...PIPELINE_ONLY, ...options.replicas },
    environment: {
      ...IMPATIENT,
      ...LOCAL_SOURCES,
      REGPIPE_SOURCE_DIRECTORY: directory,
      ...options.environment,
    },
  });
  const request = (method: string, path: string, body?: unknown) =>
    fetch(`${stack.apiUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${stack.apiToken}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const job = async (id: number) => jobSchema.parse(await (await request('GET', `/api/jobs/${id}`)).json());
  return {
    ...stack,
    database: own.database,
    directory,
    request,
    job,
    start: async (body) => {
      const response = await request('POST', '/api/jobs', body);
      if (response.ok) return jobSchema.parse(await response.json());
      throw new Error(`The job was not started: ${await response.text()}`);
    },
    reach: async (id, ...statuses) => {
      let last: Job | undefined;
      await until(
        async () => {
          last = await job(id).catch(() => undefined);
          return last !== undefined && statuses.includes(last.status);
        },
        `job ${id} to be ${statuses.join(' or ')}`,
      );
      return last as unknown as Job;
    },
    close: async () => {
      await stack.stop();
      await nats?.close();
      await own.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Undefined where the stack has an embedded server, which it starts by itself. */
async function containedNats(directory: string): Promise<TestNats | undefined> {
  if (inject('backend').backend === 'embedded') return undefined;
  const logs = join(directory, 'logs');
  await mkdir(logs);
  return testNats({ users: true, logFile: join(logs, 'nats.log') });
}
