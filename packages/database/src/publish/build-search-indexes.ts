import type { SearchIndex } from '@regpipe/contracts';

import type { Database } from '../connect-database.ts';
import { quote, versionName, versionTable } from '../versions/table-names.ts';
import { HASH_MEMORY, runLarge } from './run-large.ts';

/**
 * Builds the indexes that only speed queries up, on a version that readers already use: CONCURRENTLY, so that the next
 * job's clean-up is never blocked for long, and one after the other, so that queries keep a core.
 */
export async function buildSearchIndexes(
  database: Database,
  indexes: readonly SearchIndex[],
  dataset: string,
  version: number,
): Promise<void> {
  for (const index of indexes) {
    const name = `${versionName(index.table, version)}_${index.name}`;
    await dropInvalid(database, name);
    const target = versionTable(index.table, version);
    await runLarge(
      database,
      `CREATE INDEX CONCURRENTLY IF NOT EXISTS ${quote(name)} ON ${target} ${index.definition}`,
      HASH_MEMORY,
    );
  }
  await database.pool.query(
    'UPDATE etl.publication SET search_ready = true WHERE dataset = $1 AND version = $2',
    [dataset, version],
  );
}

/** A concurrent build that was interrupted leaves an index behind that no query may use. */
async function dropInvalid(database: Database, name: string): Promise<void> {
  const { rowCount } = await database.pool.query(
    `SELECT FROM pg_index WHERE indexrelid = to_regclass('regpipe.' || quote_ident($1)) AND NOT indisvalid`,
    [name],
  );
  if (rowCount === 1) await database.pool.query(`DROP INDEX regpipe.${quote(name)}`);
}
