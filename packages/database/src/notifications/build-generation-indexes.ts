import type { Database } from '../connect-database.ts';
import { GENERATION_INDEXES } from './generation-indexes.ts';
import { bareIndexName, campaignTable, indexName, recordTable } from './table-names.ts';

/**
 * Builds the indexes of a generation that a rebuild has filled: CONCURRENTLY, as batches go on writing to it. Then the
 * planner learns what is in it, before the first reader comes.
 */
export async function buildGenerationIndexes(database: Database, generation: number): Promise<void> {
  for (const { name, definition } of GENERATION_INDEXES) {
    await dropInvalid(database, generation, name);
    await database.pool.query(
      `CREATE INDEX CONCURRENTLY IF NOT EXISTS ${indexName(generation, name)}
           ON ${recordTable(generation)} ${definition}`,
    );
  }
  await database.pool.query(`ANALYZE ${recordTable(generation)}, ${campaignTable(generation)}`);
}

/** A concurrent build that was interrupted leaves an index behind that no query may use. */
async function dropInvalid(database: Database, generation: number, name: string): Promise<void> {
  const { rowCount } = await database.pool.query(
    `SELECT FROM pg_index WHERE indexrelid = to_regclass('regpipe.' || quote_ident($1)) AND NOT indisvalid`,
    [bareIndexName(generation, name)],
  );
  if (rowCount === 1) await database.pool.query(`DROP INDEX regpipe.${indexName(generation, name)}`);
}
