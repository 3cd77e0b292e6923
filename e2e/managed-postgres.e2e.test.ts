import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { connectDatabase, type Database, migrateWithRoles, type RoleKey, ROLES } from '@regpipe/database';
import { freePort, type RunningPostgres, serviceUrls, startPostgres } from '@regpipe/stack';
import { testStack, type TestStack } from '@regpipe/testkit';
import { beforeAll, expect, test } from 'vitest';

import { reportOf, runJob } from './testing/job-report.ts';
import { sampleFile } from './testing/sample-file.ts';

/*
 * A server as those who run PostgreSQL for others give it away: its first user is no superuser, but may create roles and
 * databases and owns the database, whose texts are sorted by the rules of a language, and no role of ours is there yet.
 */

const MASTER = 'postgres_master';
const PASSWORD = 'master-password';
const PASSWORDS = Object.fromEntries(Object.keys(ROLES).map((key) => [key, `password-of-${key}`])) as Record<
  RoleKey,
  string
>;
const log = { warn: () => undefined };

let directory: string;
let postgres: RunningPostgres;
let stack: TestStack;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'regpipe-managed-'));
  postgres = await startPostgres({
    directory: join(directory, 'postgres'),
    port: await freePort(),
    logFile: join(directory, 'postgres.log'),
    settings: { fsync: 'off' },
  });
  await handOut();
  await asMaster((master) => migrateWithRoles(master, PASSWORDS));
  stack = await testStack({
    databaseUrl: urlOf(MASTER, PASSWORD),
    databaseUrls: serviceUrls((role) => urlOf(ROLES[role], PASSWORDS[role])),
    replicas: { scheduler: 1 },
    environment: { REGPIPE_MIGRATE: 'off' },
  });
  return async () => {
    await stack.close();
    await postgres.stop();
    await rm(directory, { recursive: true });
  };
});

function urlOf(user: string, password: string): string {
  const url = new URL(postgres.url);
  Object.assign(url, { username: user, password, pathname: '/managed' });
  return url.href;
}

/** What the provider does. */
async function handOut(): Promise<void> {
  const provider = connectDatabase({ url: postgres.url, applicationName: 'provider', poolSize: 1, log });
  await provider.pool.query(
    `CREATE ROLE ${MASTER} LOGIN NOSUPERUSER CREATEROLE CREATEDB PASSWORD '${PASSWORD}'`,
  );
  await provider.pool.query(
    `CREATE DATABASE managed OWNER ${MASTER} TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en-US'`,
  );
  await provider.close();
}

async function asMaster<T>(work: (master: Database) => Promise<T>): Promise<T> {
  const url = urlOf(MASTER, PASSWORD);
  const master = connectDatabase({ url, applicationName: 'master', poolSize: 1, log });
  try {
    return await work(master);
  } finally {
    await master.close();
  }
}

test('on a server whose administrator is no superuser everything works: jobs, a rollback, queries, a later migration', async () => {
  const sample = await sampleFile(stack, { rows: 2_000, seed: 107 });
  for (let run = 0; run < 2; run += 1) {
    const job = await runJob(stack, { source: sample.path, force: true });
    expect(job).toMatchObject({ status: 'success', error_message: null });
    expect(await reportOf(stack, job.id)).toEqual(sample.expected);
  }
  await asMaster((master) => migrateWithRoles(master, {}));
  expect((await stack.request('POST', '/api/datasets/tax-registration/rollback')).status).toBe(200);
  expect((await stack.request('GET', '/api/registrations?name=%E5%A4%A7')).status).toBe(200);
  expect(await runJob(stack, { source: sample.path, force: true })).toMatchObject({ status: 'success' });

  const logs = stack.services.map(({ service }) =>
    readFile(join(stack.directory, 'logs', `${service}.log`), 'utf8'),
  );
  expect((await Promise.all(logs)).join('')).not.toMatch(/permission denied|must be owner/);
});
