import { randomBytes } from 'node:crypto';

import { connectDatabase, type Database, type RoleKey, ROLES } from '@regpipe/database';
import { inject } from 'vitest';

import { TEMPLATE_DATABASE } from './global-setup.ts';

export interface TestDatabase {
  /** Of the administrator, as whom `database` is connected. */
  readonly url: string;
  readonly database: Database;
  /** Of each role of regpipe. */
  readonly roleUrls: Readonly<Record<RoleKey, string>>;
  /** Drops it; fails when a connection of the code under test is still open. */
  close(): Promise<void>;
}

const log = { warn: () => undefined };

/** A migrated database of the caller's own on the run's PostgreSQL. */
export async function testDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const adminUrl = inject('postgresUrl');
  await administer(adminUrl, `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE_DATABASE}`);
  const url = new URL(adminUrl);
  url.pathname = name;
  const database = connectDatabase({ url: url.href, applicationName: 'test', poolSize: 10, log });
  return {
    url: url.href,
    database,
    roleUrls: roleUrls(url),
    close: async () => {
      await database.close();
      await administer(adminUrl, `DROP DATABASE ${name}`);
    },
  };
}

function roleUrls(admin: URL): Record<RoleKey, string> {
  const passwords = inject('rolePasswords');
  const urlOf = (key: RoleKey) => {
    const url = new URL(admin);
    url.username = ROLES[key];
    url.password = passwords[key];
    return url.href;
  };
  const keys = Object.keys(ROLES) as RoleKey[];
  return Object.fromEntries(keys.map((key) => [key, urlOf(key)])) as Record<RoleKey, string>;
}

async function administer(url: string, statement: string): Promise<void> {
  const admin = connectDatabase({ url, applicationName: 'testkit', poolSize: 1, log });
  try {
    await admin.pool.query(statement);
  } finally {
    await admin.close();
  }
}
