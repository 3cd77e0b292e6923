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
  'schedule_run',
  'batch_job',
  'processing_metadata',
  'audit_log',
  'job_lock',
  'projection',
];

const API_TOKEN = 'api_token';
/** Control tables that are the gateway's own: it writes them, and the loader does not even see them. */
const GATEWAYS_OWN: readonly string[] = [API_TOKEN, 'api_session'];
/** By what a service that answers over HTTP knows who asks: not who made a token, and when. */
const CHECKED_OF_TOKEN = 'id, name, role, digest, expires_at, revoked_at, last_used_at';

/** What becomes of dropped files. */
const INTAKES_OWN: readonly string[] = ['batch_job', 'processing_metadata', 'job_lock'];
/** Only ever added to. */
const AUDIT_LOG = 'audit_log';
/** What the intake tells of the jobs that load dropped files. */
const READ_BY_INTAKE: readonly string[] = [
  'etl_job_run',
  'import_progress',
  'data_import_error',
  'data_import_warning',
  'chunk_ledger',
  'publication',
];

const PROJECTION = 'projection';
/** The one business table that a migration makes: everything else in `public` is made by whose it is. */
const COMMAND_RECORD = 'public.command_record';

/** Set over the API; the tracker reads them and counts their ticks, the scheduler reads when they are due. */
const SCHEDULE = 'schedule';
const SCHEDULE_RUN = 'schedule_run';
const TIMING = 'name, cron, every_minutes, time_zone, counts_from, repeats, ticks, enabled';
const DUE_TIMES = 'schedule, due_at, ticked_by';

const EVERY_RIGHT = 'SELECT, INSERT, UPDATE, DELETE';

/** Which right on which tables of schema `etl`. */
interface Grant {
  readonly role: string;
  readonly rights: string;
  readonly tables: readonly string[];
}

/**
 * Says anew who may do what with the control tables: after each migration, as it may have brought some. Rights that are
 * not named here are taken away. To be run by their owner, who cannot create a role that a new version has brought: that one
 * is left out until an administrator has made it.
 */
export async function grantTables(db: Queryable): Promise<void> {
  const { rows } = await db.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'etl'::regnamespace AND relkind = 'r'`,
  );
  const tables = rows.map((row) => row.name);
  const roles = await findRoles(db);
  const makers = roles.filter((role) => role === ROLES.loader || role === ROLES.projector);
  const users = roles.map((role) => escapeIdentifier(role)).join(', ');
  const statements = [
    `REVOKE ALL ON ALL TABLES IN SCHEMA etl FROM ${users}`,
    `GRANT USAGE ON SCHEMA etl, regpipe TO ${users}`,
    ...makers.map((role) => `GRANT CREATE ON SCHEMA regpipe TO ${escapeIdentifier(role)}`),
    `REVOKE ALL ON ${COMMAND_RECORD} FROM ${users}`,
    ...(roles.includes(ROLES.projector)
      ? [`GRANT SELECT, INSERT ON ${COMMAND_RECORD} TO ${escapeIdentifier(ROLES.projector)}`]
      : []),
    `GRANT SELECT ON public.regpipe_migration TO ${users}`,
    ...grantsOn(tables)
      .filter(({ role }) => roles.includes(role))
      .map(
        (grant) =>
          `GRANT ${grant.rights} ON ${grant.tables.map(controlTable).join(', ')} TO ${escapeIdentifier(grant.role)}`,
      ),
  ];
  // In one transaction: a service that works meanwhile never finds its rights gone.
  await db.query(statements.join('; '));
}

/** Those that use the control tables and are there. */
async function findRoles(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ role: string }>(
    'SELECT rolname::text AS role FROM pg_roles WHERE rolname = ANY ($1) ORDER BY rolname',
    [Object.values(ROLES).filter((role) => role !== ROLES.migrator)],
  );
  return rows.map(({ role }) => role);
}

function grantsOn(tables: readonly string[]): Grant[] {
  const those = (...names: readonly string[]) => tables.filter((table) => names.includes(table));
  const others = (...names: readonly string[]) => tables.filter((table) => !names.includes(table));
  const { loader, scheduler, intake, projector, query, gateway } = ROLES;
  const grants = [
    {
      role: loader,
      rights: EVERY_RIGHT,
      tables: others(...GATEWAYS_OWN, ...INTAKES_OWN, AUDIT_LOG, PROJECTION, SCHEDULE),
    },
    { role: loader, rights: 'SELECT, UPDATE (ticks)', tables: those(SCHEDULE) },
    { role: scheduler, rights: `SELECT (${TIMING})`, tables: those(SCHEDULE) },
    { role: scheduler, rights: `SELECT (${DUE_TIMES})`, tables: those(SCHEDULE_RUN) },
    { role: intake, rights: EVERY_RIGHT, tables: those(...INTAKES_OWN) },
    { role: intake, rights: 'SELECT, INSERT', tables: those(AUDIT_LOG) },
    { role: intake, rights: 'SELECT', tables: those(...READ_BY_INTAKE) },
    { role: projector, rights: EVERY_RIGHT, tables: those(PROJECTION) },
    { role: query, rights: 'SELECT', tables: those(PROJECTION) },
    {
      role: query,
      rights: `SELECT (${CHECKED_OF_TOKEN}), UPDATE (last_used_at)`,
      tables: those(API_TOKEN),
    },
    { role: gateway, rights: 'SELECT', tables: those(...READ_BY_GATEWAY) },
    { role: gateway, rights: EVERY_RIGHT, tables: those(...GATEWAYS_OWN, SCHEDULE) },
  ];
  return grants.filter((grant) => grant.tables.length > 0);
}

function controlTable(name: string): string {
  return `etl.${escapeIdentifier(name)}`;
}
