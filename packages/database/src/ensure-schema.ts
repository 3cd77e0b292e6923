import { setTimeout as pause } from 'node:timers/promises';

import { TerminalError } from '@regpipe/contracts';

import type { Database, DatabaseLog } from './connect-database.ts';
import { migrate } from './migrate.ts';
import { reachDatabase } from './reach-database.ts';
import { foundVersion, mayMigrate, neededVersion } from './schema-version.ts';

export interface SchemaOptions {
  /** `auto` migrates where the role may; `off` leaves that to `./run migrate` in any case. */
  readonly mode: 'auto' | 'off';
  readonly log: DatabaseLog;
  /** How long to wait for somebody else's migration. */
  readonly patienceMs?: number;
}

/** A deployment starts the services beside the migration: long enough for that, and below a supervisor's patience. */
const PATIENCE_MS = 30_000;
const POLL_MS = 250;

/**
 * Makes sure that the control tables are those that this program knows, or newer ones: by migrating where its role may,
 * else by waiting for who may. Every service with a database calls it at its start.
 *
 * @throws TerminalError SCHEMA_OUTDATED when nobody migrates, SERVER_TLS
 */
export async function ensureSchema(database: Database, options: SchemaOptions): Promise<void> {
  await reachDatabase(database);
  if (options.mode === 'auto' && (await mayMigrate(database.pool))) {
    await migrate(database);
    return;
  }
  const needed = await neededVersion();
  const deadline = Date.now() + (options.patienceMs ?? PATIENCE_MS);
  let reported = false;
  for (;;) {
    const found = await foundVersion(database.pool);
    if (found >= needed) return;
    if (Date.now() >= deadline) {
      throw new TerminalError(
        'SCHEMA_OUTDATED',
        `The control tables are at version ${found}, and this program needs ${needed}.`,
        { fields: { found, needed } },
      );
    }
    if (!reported) {
      options.log.warn({ event: 'migration_awaited', found, needed }, 'Waiting for the control tables');
    }
    reported = true;
    await pause(POLL_MS);
  }
}
