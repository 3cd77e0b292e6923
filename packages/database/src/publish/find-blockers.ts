import type { TableDefinition } from '@regpipe/contracts';

import type { Queryable } from '../connect-database.ts';

/** Who holds a lock on the live views: one line a session, for the operator. */
export async function findBlockers(db: Queryable, tables: readonly TableDefinition[]): Promise<string[]> {
  const { rows } = await db.query<{ line: string }>(
    `SELECT DISTINCT format('pid %s (%s@%s, open for %s s): %s', a.pid, a.usename, a.application_name,
                            round(extract(epoch FROM clock_timestamp() - a.xact_start)), left(a.query, 120)) AS line
       FROM pg_locks l JOIN pg_stat_activity a USING (pid)
      WHERE l.granted AND a.pid <> pg_backend_pid()
        AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND l.relation IN (SELECT to_regclass('public.' || quote_ident(name)) FROM unnest($1::text[]) name)`,
    [tables.map((table) => table.name)],
  );
  return rows.map((row) => row.line);
}
