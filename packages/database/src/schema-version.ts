import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import type { Queryable } from './connect-database.ts';
import { MAY_SET_ROLE } from './roles/may-set-role.ts';
import { sqlState } from './transient.ts';

export const MIGRATIONS_FOLDER = fileURLToPath(new URL('./migrations', import.meta.url));
export const MIGRATIONS_TABLE = 'public.regpipe_migration';

/** A scalar query for the name of the role that owns the control tables; NULL before the first migration. */
export const SCHEMA_OWNER = `SELECT pg_get_userbyid(nspowner) FROM pg_namespace WHERE nspname = 'etl'`;

const UNDEFINED_TABLE = '42P01';
const INSUFFICIENT_PRIVILEGE = '42501';

/** The version of the control tables that this program needs: that of its newest migration. */
export async function neededVersion(): Promise<number> {
  const names = await readdir(MIGRATIONS_FOLDER);
  return Math.max(...names.filter((name) => name.endsWith('.sql')).map((name) => Number.parseInt(name, 10)));
}

/** The version that the database has; 0 before the first migration, and where nobody has let this role see it. */
export async function foundVersion(db: Queryable): Promise<number> {
  try {
    const { rows } = await db.query<{ version: number }>(
      `SELECT version FROM ${MIGRATIONS_TABLE} ORDER BY version DESC LIMIT 1`,
    );
    return rows[0]?.version ?? 0;
  } catch (error) {
    const state = sqlState(error);
    if (state === UNDEFINED_TABLE || state === INSUFFICIENT_PRIVILEGE) return 0;
    throw error;
  }
}

/** Whether this connection's role may migrate: it owns the control tables, or may create them where there are none. */
export async function mayMigrate(db: Queryable): Promise<boolean> {
  const { rows } = await db.query<{ may: boolean }>(
    `SELECT coalesce((SELECT pg_has_role(current_user, nspowner, ${MAY_SET_ROLE}) FROM pg_namespace WHERE nspname = 'etl'),
                     has_database_privilege(current_database(), 'CREATE')) AS may`,
  );
  return rows[0]?.may === true;
}
