import { fileURLToPath } from 'node:url';

import Postgrator from 'postgrator';

import type { Database } from './connect-database.ts';
import { withConnection } from './transaction.ts';

/** Any number that nothing else in the database locks. */
const MIGRATION_LOCK = 7_267_001;

/** Brings the control tables up to date. Every service calls it at its start; one at a time does the work. */
export async function migrate(database: Database): Promise<void> {
  await withConnection(database, async (connection) => {
    await connection.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    try {
      const postgrator = new Postgrator({
        driver: 'pg',
        migrationPattern: fileURLToPath(new URL('./migrations/*.sql', import.meta.url)),
        schemaTable: 'public.regpipe_migration',
        execQuery: (query) => connection.query(query),
      });
      await postgrator.migrate();
    } finally {
      await connection.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    }
  });
}
