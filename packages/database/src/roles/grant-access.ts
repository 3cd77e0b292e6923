import { escapeIdentifier } from 'pg';

import type { Queryable } from '../connect-database.ts';
import { LIVE_VIEWS, PROJECTED_VIEWS } from './hand-over.ts';
import { ROLES } from './role-names.ts';

const migrator = escapeIdentifier(ROLES.migrator);
const loader = escapeIdentifier(ROLES.loader);
const scheduler = escapeIdentifier(ROLES.scheduler);
const intake = escapeIdentifier(ROLES.intake);
const projector = escapeIdentifier(ROLES.projector);
const query = escapeIdentifier(ROLES.query);
const gateway = escapeIdentifier(ROLES.gateway);

/**
 * What only the owner of the database can give: where the roles may create something. Nobody else may create tables in
 * `public` from then on, as is PostgreSQL's default since version 15.
 *
 * Live views are made by the loader, whenever a data set is first published; what the gateway may do with them is said
 * beforehand.
 */
export async function grantAccess(db: Queryable): Promise<void> {
  const { rows } = await db.query<{ name: string }>('SELECT current_database() AS name');
  const database = escapeIdentifier(rows[0]?.name ?? '');
  await db.query(`
    GRANT CONNECT, CREATE ON DATABASE ${database} TO ${migrator};
    GRANT CONNECT, TEMPORARY ON DATABASE ${database} TO ${loader};
    GRANT CONNECT ON DATABASE ${database} TO ${scheduler}, ${intake}, ${projector}, ${query}, ${gateway};
    REVOKE CREATE ON SCHEMA public FROM PUBLIC;
    GRANT USAGE, CREATE ON SCHEMA public TO ${migrator}, ${loader}, ${projector};
    GRANT USAGE ON SCHEMA public TO ${scheduler}, ${intake}, ${query}, ${gateway};
    ALTER DEFAULT PRIVILEGES FOR ROLE ${loader} IN SCHEMA public GRANT SELECT ON TABLES TO ${gateway};
    ALTER DEFAULT PRIVILEGES FOR ROLE ${projector} IN SCHEMA public GRANT SELECT ON TABLES TO ${query}`);
  const { rowCount } = await db.query(`SELECT FROM pg_namespace WHERE nspname = 'regpipe'`);
  // To be given tables in it, which an earlier role has made, asks for more than owning them.
  if (rowCount === 1) await db.query(`GRANT USAGE, CREATE ON SCHEMA regpipe TO ${loader}, ${projector}`);
  const live = await db.query<{ view: string }>(`SELECT view::text FROM (${LIVE_VIEWS}) live`);
  for (const { view } of live.rows) await db.query(`GRANT SELECT ON ${view} TO ${gateway}`);
  const projected = await db.query<{ view: string }>(`SELECT view::text FROM (${PROJECTED_VIEWS}) projected`);
  for (const { view } of projected.rows) await db.query(`GRANT SELECT ON ${view} TO ${query}`);
  for (const table of await publishedTables(db)) await db.query(`GRANT SELECT ON ${table} TO ${gateway}`);
  await showBlockers(db);
}

/** The tables of versions that are published and kept, quoted: from its publication on the gateway may read a version. */
async function publishedTables(db: Queryable): Promise<string[]> {
  const { rows: found } = await db.query(`SELECT WHERE to_regclass('etl.publication') IS NOT NULL`);
  if (found.length === 0) return [];
  const { rows } = await db.query<{ name: string }>(
    `SELECT format('%I.%I', 'regpipe', c.relname) AS name
       FROM pg_class c JOIN etl.publication p ON c.relname ~ format('_v%s$', p.version)
      WHERE c.relnamespace = to_regnamespace('regpipe') AND c.relkind = 'r' AND p.dropped_at IS NULL
        AND c.relname !~ '^notification_'`,
  );
  return rows.map(({ name }) => name);
}

/**
 * The loader names the sessions that hold up a publication, with their last query, which PostgreSQL shows to those who
 * may read all statistics. Where the caller cannot give that away, the message has the sessions only.
 */
async function showBlockers(db: Queryable): Promise<void> {
  const { rows } = await db.query<{ may: boolean }>(
    `SELECT pg_has_role(current_user, 'pg_read_all_stats', 'MEMBER WITH ADMIN OPTION') AS may`,
  );
  if (rows[0]?.may === true) await db.query(`GRANT pg_read_all_stats TO ${loader}`);
}
