import { join } from 'node:path';

import { escapeIdentifier } from 'pg';
import Postgrator from 'postgrator';

import type { Connection, Database } from './connect-database.ts';
import { createRoles } from './roles/create-roles.ts';
import { grantAccess } from './roles/grant-access.ts';
import { grantTables } from './roles/grant-tables.ts';
import { handOver } from './roles/hand-over.ts';
import { type RolePasswords, ROLES } from './roles/role-names.ts';
import { MIGRATIONS_FOLDER, MIGRATIONS_TABLE, SCHEMA_OWNER } from './schema-version.ts';
import { withConnection } from './transaction.ts';

/** Any number that nothing else in the database locks. */
const MIGRATION_LOCK = 7_267_001;
/** Handing tables over needs them for itself for a moment; readers are not made to queue for longer. */
const HAND_OVER_LOCK_TIMEOUT = '5s';

/**
 * Brings the control tables up to date, as the role that owns them, and says anew who may use them where the database
 * has roles. One process at a time does the work; the others find it done.
 */
export async function migrate(database: Database): Promise<void> {
  await whileAlone(database, migrateAsOwner);
}

/**
 * Creates the roles, or sets their passwords, gives them what they own and may do, and migrates. May be run again, and
 * on a database that a single role has used so far. To be called as an administrator: one who may create roles and owns
 * the database. Throws 55P03 when readers hold the live views.
 */
export async function migrateWithRoles(database: Database, passwords: RolePasswords): Promise<void> {
  await whileAlone(database, async (connection) => {
    await connection.query(`BEGIN; SET LOCAL lock_timeout = '${HAND_OVER_LOCK_TIMEOUT}'`);
    try {
      await createRoles(connection, passwords);
      await grantAccess(connection);
      await handOver(connection);
      await connection.query('COMMIT');
    } catch (error) {
      await connection.query('ROLLBACK').catch(() => undefined);
      throw error;
    }
    await as(connection, ROLES.migrator, () => migrateAsOwner(connection));
  });
}

async function whileAlone(
  database: Database,
  work: (connection: Connection) => Promise<void>,
): Promise<void> {
  await withConnection(database, async (connection) => {
    await connection.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    try {
      await work(connection);
    } finally {
      await connection.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    }
  });
}

async function migrateAsOwner(connection: Connection): Promise<void> {
  const { rows } = await connection.query<{ owner: string; current: string }>(
    `SELECT current_user::text AS current, coalesce((${SCHEMA_OWNER}), current_user)::text AS owner`,
  );
  const { owner = '', current = '' } = rows[0] ?? {};
  const work = async () => {
    await runMigrations(connection);
    const found = await connection.query<{ owner: string }>(`SELECT (${SCHEMA_OWNER})::text AS owner`);
    if (found.rows[0]?.owner === ROLES.migrator) await grantTables(connection);
  };
  await (owner === current ? work() : as(connection, owner, work));
}

async function as(connection: Connection, role: string, work: () => Promise<void>): Promise<void> {
  await connection.query(`SET ROLE ${escapeIdentifier(role)}`);
  try {
    await work();
  } finally {
    await connection.query('RESET ROLE').catch(() => undefined);
  }
}

async function runMigrations(connection: Connection): Promise<void> {
  const postgrator = new Postgrator({
    driver: 'pg',
    migrationPattern: join(MIGRATIONS_FOLDER, '*.sql'),
    schemaTable: MIGRATIONS_TABLE,
    execQuery: (query) => connection.query(query),
  });
  await postgrator.migrate();
}
