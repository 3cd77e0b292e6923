import type { TableDefinition } from '@regpipe/contracts';
import { escapeIdentifier } from 'pg';

import type { Queryable } from '../connect-database.ts';
import { ROLES } from '../roles/role-names.ts';
import { versionTable } from '../versions/table-names.ts';

/**
 * Lets the gateway read the tables of a version that is about to be published, so that it can compare versions. What has
 * not been published stays closed to it. Does nothing where the database has no such role, or it may read them already.
 * To be called as their owner.
 */
export async function showVersion(
  db: Queryable,
  tables: readonly TableDefinition[],
  version: number,
): Promise<void> {
  const names = tables.map((table) => versionTable(table.name, version));
  const { rowCount } = await db.query(
    `SELECT FROM pg_roles r, unnest($2::text[]) AS t (name)
      WHERE r.rolname = $1 AND has_schema_privilege(r.oid, 'regpipe', 'USAGE')
        AND NOT has_table_privilege(r.oid, t.name, 'SELECT')`,
    [ROLES.gateway, names],
  );
  if (rowCount === 0) return;
  await db.query(`GRANT SELECT ON ${names.join(', ')} TO ${escapeIdentifier(ROLES.gateway)}`);
}
