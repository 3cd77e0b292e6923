import { escapeIdentifier, escapeLiteral } from 'pg';

import type { Queryable } from '../connect-database.ts';
import { MAY_SET_ROLE } from './may-set-role.ts';
import { type RoleKey, type RolePasswords, ROLES } from './role-names.ts';
import { scramVerifier } from './scram-verifier.ts';

/** No query of the API takes as long; what does is stuck, and holds up publications. */
const GATEWAY_SETTINGS = { statement_timeout: '30s', idle_in_transaction_session_timeout: '60s' };

/**
 * Creates the roles that are missing, and sets the passwords that are given. Whoever calls it becomes a member of each,
 * where it is no superuser: PostgreSQL asks that of one who gives them something to own.
 */
export async function createRoles(db: Queryable, passwords: RolePasswords): Promise<void> {
  for (const key of Object.keys(ROLES) as RoleKey[]) await createRole(db, ROLES[key], passwords[key]);
  for (const [name, value] of Object.entries(GATEWAY_SETTINGS)) {
    await db.query(`ALTER ROLE ${escapeIdentifier(ROLES.gateway)} SET ${name} = ${escapeLiteral(value)}`);
  }
}

async function createRole(db: Queryable, name: string, password: string | undefined): Promise<void> {
  const role = escapeIdentifier(name);
  const { rowCount } = await db.query('SELECT FROM pg_roles WHERE rolname = $1', [name]);
  if (rowCount === 0) await db.query(`CREATE ROLE ${role} LOGIN`);
  if (password !== undefined) {
    await db.query(`ALTER ROLE ${role} PASSWORD ${escapeLiteral(scramVerifier(password))}`);
  }
  const { rows } = await db.query<{ member: boolean }>(
    `SELECT pg_has_role(current_user, $1, ${MAY_SET_ROLE}) AS member`,
    [name],
  );
  if (rows[0]?.member !== true) await db.query(`GRANT ${role} TO CURRENT_USER`);
}
