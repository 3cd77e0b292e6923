import type { MergeDefinition, TableDefinition } from '@regpipe/contracts';
import { escapeIdentifier, escapeLiteral } from 'pg';

import type { Connection, Database } from '../connect-database.ts';
import { ROLES } from '../roles/role-names.ts';
import { inTransaction } from '../transaction.ts';
import { liveTable, quote } from '../versions/table-names.ts';

/** Tells the tables that are ours from those of others. */
export const LIVE_TABLE_COMMENT = 'Made by regpipe for rows that are merged; never dropped by it.';

/** Held by whoever makes live tables, so that loaders that start side by side do not meet at a name. */
const LIVE_TABLES_LOCK = 7_267_011;

/**
 * Makes the tables that merge jobs write to or refer to, where they are missing. Those that are there are taken as they are:
 * another program may own them. The gateway may read the table that is merged into and none of the others, which may hold
 * personal data.
 */
export async function ensureLiveTables(
  database: Database,
  { table: merged, liveTables }: MergeDefinition,
): Promise<void> {
  await inTransaction(database, async (connection) => {
    await connection.query('SELECT pg_advisory_xact_lock($1)', [LIVE_TABLES_LOCK]);
    for (const table of liveTables) {
      if (!(await exists(connection, table))) await createLiveTable(connection, table);
      await sayWhoReads(connection, table, table.name === merged);
    }
  });
}

async function exists(connection: Connection, { name }: TableDefinition): Promise<boolean> {
  const { rows } = await connection.query<{ found: boolean }>('SELECT to_regclass($1) IS NOT NULL AS found', [
    liveTable(name),
  ]);
  return rows[0]?.found === true;
}

async function createLiveTable(connection: Connection, table: TableDefinition): Promise<void> {
  const { name, columns, primaryKey, references } = table;
  const list = (names: readonly string[]) => names.map(quote).join(', ');
  const parts = [
    ...columns.map((column) => `${quote(column.name)} ${column.sql}`),
    ...(primaryKey === undefined ? [] : [`PRIMARY KEY (${list(primaryKey)})`]),
    ...(references === undefined
      ? []
      : [
          `FOREIGN KEY (${list(references.columns)}) REFERENCES ${liveTable(references.table)} (${list(references.foreign)})`,
        ]),
  ];
  await connection.query(
    `CREATE TABLE ${liveTable(name)} (${parts.join(', ')});
     COMMENT ON TABLE ${liveTable(name)} IS ${escapeLiteral(LIVE_TABLE_COMMENT)}`,
  );
}

/** In the transaction that makes the table: what default privileges give is taken away before anybody can use it. */
async function sayWhoReads(
  connection: Connection,
  { name }: TableDefinition,
  isMerged: boolean,
): Promise<void> {
  const { rows } = await connection.query<{ may: boolean }>(
    `SELECT has_table_privilege(r.oid, c.oid, 'SELECT') AS may
       FROM pg_roles r, pg_class c JOIN pg_roles o ON o.oid = c.relowner
      WHERE r.rolname = $1 AND c.oid = to_regclass($2) AND o.rolname = current_user AND NOT r.rolsuper`,
    [ROLES.gateway, liveTable(name)],
  );
  const [gateway] = rows;
  // There is no such role, or the table is another's, who says who reads it.
  if (gateway === undefined || gateway.may === isMerged) return;
  const role = escapeIdentifier(ROLES.gateway);
  await connection.query(
    isMerged
      ? `GRANT SELECT ON ${liveTable(name)} TO ${role}`
      : `REVOKE ALL ON ${liveTable(name)} FROM ${role}`,
  );
}
