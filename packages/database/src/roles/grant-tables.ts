import { escapeIdentifier } from 'pg';

import type { Queryable } from '../connect-database.ts';
import { ROLES } from './role-names.ts';

/** Control tables that the API shows something of. */
const READ_BY_GATEWAY: readonly string[] = [
  'etl_job_run',
  'import_progress',
  'publication',
  'data_import_error',
  'chunk_ledger',
  'dead_chunk',
  'job_event',
];

/** Control tables that are the gateway's own: it writes them, and the loader does not even see them. */
const WRITTEN_BY_GATEWAY: readonly string[] = ['api_token', 'api_session'];

/** Which right on which tables of schema `etl`. */
interface Grant {
  readonly role: string;
  readonly rights: string;
  readonly tables: readonly string[];
}

/**
 * Says anew who may do what with the control tables: after each migration, as it may have brought some. Rights that are
 * not named here are taken away. To be run by their owner.
 */
export async function grantTables(db: Queryable): Promise<void> {
  const { rows } = await db.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'etl'::regnamespace AND relkind = 'r'`,
  );
  const tables = rows.map((row) => row.name);
  const loader = escapeIdentifier(ROLES.loader);
  const gateway = escapeIdentifier(ROLES.gateway);
  const statements = [
    `REVOKE ALL ON ALL TABLES IN SCHEMA etl FROM ${loader}, ${gateway}`,
    `GRANT USAGE ON SCHEMA etl, regpipe TO ${loader}, ${gateway}`,
    `GRANT CREATE ON SCHEMA regpipe TO ${loader}`,
    `GRANT SELECT ON public.regpipe_migration TO ${loader}, ${gateway}`,
    ...grantsOn(tables).map(
      (grant) =>
        `GRANT ${grant.rights} ON ${grant.tables.map(controlTable).join(', ')} TO ${escapeIdentifier(grant.role)}`,
    ),
  ];
  // In one transaction: a service that works meanwhile never finds its rights gone.
  await db.query(statements.join('; '));
}

function grantsOn(tables: readonly string[]): Grant[] {
  const grants = [
    {
      role: ROLES.loader,
      rights: 'SELECT, INSERT, UPDATE, DELETE',
      tables: tables.filter((table) => !WRITTEN_BY_GATEWAY.includes(table)),
    },
    {
      role: ROLES.gateway,
      rights: 'SELECT',
      tables: tables.filter((table) => READ_BY_GATEWAY.includes(table)),
    },
    {
      role: ROLES.gateway,
      rights: 'SELECT, INSERT, UPDATE, DELETE',
      tables: tables.filter((table) => WRITTEN_BY_GATEWAY.includes(table)),
    },
  ];
  return grants.filter((grant) => grant.tables.length > 0);
}

function controlTable(name: string): string {
  return `etl.${escapeIdentifier(name)}`;
}
