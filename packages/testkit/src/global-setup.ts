import { randomBytes } from 'node:crypto';

import { connectDatabase, migrateWithRoles, type RoleKey, ROLES } from '@regpipe/database';
import type { TestProject } from 'vitest/node';

import { type ChosenBackend, chooseBackend } from './servers/choose-backend.ts';
import { containPostgres } from './servers/contain-postgres.ts';
import { embedPostgres } from './servers/embed-postgres.ts';

/** The database that every test's own one is copied from. */
export const TEMPLATE_DATABASE = 'regpipe_template';

type Passwords = Record<RoleKey, string>;

/** Starts one PostgreSQL for a run of the integration tests, with the roles and a migrated template to copy. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const backend = chooseBackend();
  const postgres = await (backend.backend === 'containers' ? containPostgres() : embedPostgres());
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
  project.provide('backend', backend);
  project.provide('postgresUrl', postgres.url);
  project.provide('rolePasswords', rolePasswords);
  return () => postgres.stop();
}

function password(): string {
  return randomBytes(18).toString('base64url');
}

declare module 'vitest' {
  interface ProvidedContext {
    backend: ChosenBackend;
    postgresUrl: string;
    rolePasswords: Passwords;
  }
}
