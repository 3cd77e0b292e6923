import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { connectDatabase, migrateWithRoles, type RoleKey, ROLES } from '@regpipe/database';
import { freePort, startPostgres } from '@regpipe/stack';
import type { TestProject } from 'vitest/node';

/** The database that every test's own one is copied from. */
export const TEMPLATE_DATABASE = 'regpipe_template';

type Passwords = Record<RoleKey, string>;

/** Nothing here outlives the run: what makes a power failure safe only makes tests slow. */
const UNSAFE_BUT_FAST = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '200',
};

/** Starts one PostgreSQL for a run of the integration tests, with the roles and a migrated template to copy. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), 'regpipe-test-'));
  const postgres = await startPostgres({
    directory: join(directory, 'postgres'),
    port: await freePort(),
    logFile: join(directory, 'postgres.log'),
    settings: UNSAFE_BUT_FAST,
  });
  const template = new URL(postgres.url);
  template.pathname = TEMPLATE_DATABASE;
  const log = { warn: () => undefined };
  const admin = connectDatabase({ url: postgres.url, applicationName: 'testkit', poolSize: 1, log });
  await admin.pool.query(`CREATE DATABASE ${TEMPLATE_DATABASE}`);
  await admin.close();
  const database = connectDatabase({ url: template.href, applicationName: 'testkit', poolSize: 1, log });
  const rolePasswords = Object.fromEntries(Object.keys(ROLES).map((key) => [key, password()])) as Passwords;
  await migrateWithRoles(database, rolePasswords);
  await database.close();
  project.provide('postgresUrl', postgres.url);
  project.provide('rolePasswords', rolePasswords);
  return async () => {
    await postgres.stop();
    await rm(directory, { recursive: true, force: true });
  };
}

function password(): string {
  return randomBytes(18).toString('base64url');
}

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
    rolePasswords: Passwords;
  }
}
