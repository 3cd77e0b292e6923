import type { RoleKey } from '@regpipe/database';

import { ensurePasswords } from './ensure-passwords.ts';
import type { ServiceUrls } from './service-names.ts';

const log = { warn: () => undefined };

/**
 * Migrates an embedded PostgreSQL and gives each service the address of its role. The passwords are kept in
 * `passwordFile`.
 *
 * @param adminUrl of the database's owner
 */
export async function prepareRoles(adminUrl: string, passwordFile: string): Promise<ServiceUrls> {
  // Loaded when it is needed: the command line, which only might start a stack, is to start at once.
  const { connectDatabase, migrateWithRoles, ROLES } = await import('@regpipe/database');
  const passwords = await ensurePasswords(passwordFile, Object.keys(ROLES) as RoleKey[]);
  const database = connectDatabase({ url: adminUrl, applicationName: 'regpipe-stack', poolSize: 1, log });
  try {
    await migrateWithRoles(database, passwords);
  } finally {
    await database.close();
  }
  return serviceUrls((role) => {
    const url = new URL(adminUrl);
    [url.username, url.password] = [ROLES[role], passwords[role]];
    return url.href;
  });
}

/** Which service works as which role. */
export function serviceUrls(urlOf: (role: Exclude<RoleKey, 'migrator'>) => string): ServiceUrls {
  return {
    tracker: urlOf('loader'),
    loader: urlOf('loader'),
    scheduler: urlOf('scheduler'),
    intake: urlOf('intake'),
    projector: urlOf('projector'),
    query: urlOf('query'),
    gateway: urlOf('gateway'),
  };
}
