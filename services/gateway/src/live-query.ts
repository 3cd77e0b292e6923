import { RefusedError } from '@regpipe/contracts';
import { type Connection, type Database, readOnly, sqlState } from '@regpipe/database';
import type { Dataset, RunQuery } from '@regpipe/datasets';

/** A reader holds up a publication until it is done, so it gets less than the publisher's patience. */
const QUERY_LIMIT_MS = 10_000;
const UNDEFINED_TABLE = '42P01';

/**
 * Runs a data set's own queries on its live names.
 *
 * @throws RefusedError NOT_PUBLISHED while there are none
 */
export async function queryLive<T>(
  database: Database,
  dataset: Dataset,
  work: (query: RunQuery, connection: Connection) => Promise<T>,
): Promise<T> {
  try {
    return await readOnly(database, QUERY_LIMIT_MS, (connection) => work(queryOn(connection), connection));
  } catch (error) {
    if (sqlState(error) === UNDEFINED_TABLE) throw notPublished(dataset, error);
    throw error;
  }
}

export function notPublished({ name }: Dataset, cause?: unknown): RefusedError {
  return new RefusedError('NOT_PUBLISHED', `Nothing of ${name} is published yet.`, {
    cause,
    fields: { dataset: name },
  });
}

function queryOn(connection: Connection): RunQuery {
  return async <Row>(sql: string, values: readonly unknown[]) => {
    const { rows } = await connection.query(sql, [...values]);
    return rows as Row[];
  };
}
