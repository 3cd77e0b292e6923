import type { TableDefinition } from '@regpipe/contracts';

import type { Database } from '../connect-database.ts';
import { inTransaction } from '../transaction.ts';
import { markComplete } from './mark-complete.ts';
import { pointViews } from './point-views.ts';
import { showVersion } from './show-version.ts';

export interface NewPublication {
  readonly dataset: string;
  readonly jobId: number;
  readonly tables: readonly TableDefinition[];
  readonly rowCounts: Readonly<Record<string, number>>;
  /** Whether chunks are missing that ended in the dead letters. */
  readonly partial: boolean;
}

/** `not-wanted`: the job was cancelled or interrupted meanwhile; nothing has changed. */
export type MakeLiveResult = 'live' | 'not-wanted';

/**
 * The moment of publication: in one short transaction the views, the publication's row and the end of the job. Readers
 * see all of it or nothing. Throws `lock_not_available` (55P03) when readers hold the views; to be tried again.
 */
export async function makeLive(
  database: Database,
  publication: NewPublication,
  lockTimeoutMs: number,
): Promise<MakeLiveResult> {
  const { dataset, jobId, tables } = publication;
  await markComplete(database.pool, dataset, jobId);
  if (tables.length > 0) await showVersion(database.pool, tables, jobId);
  return inTransaction(database, async (connection) => {
    const ended = await connection.query(
      `UPDATE etl.etl_job_run SET status = $2, completed_at = clock_timestamp(), heartbeat_at = clock_timestamp()
        WHERE id = $1 AND status = 'publishing'`,
      [jobId, publication.partial ? 'partial' : 'success'],
    );
    if (ended.rowCount === 0) return 'not-wanted';
    await connection.query('UPDATE etl.publication SET live = false WHERE dataset = $1 AND live', [dataset]);
    await connection.query(
      `INSERT INTO etl.publication (dataset, version, job_id, published_at, live, source_stamp, etag, sha256, row_counts)
       SELECT dataset, id, id, clock_timestamp(), true, source_stamp, source_etag, source_sha256, $2
         FROM etl.etl_job_run WHERE id = $1`,
      [jobId, JSON.stringify(publication.rowCounts)],
    );
    await pointViews(connection, dataset, tables, jobId, lockTimeoutMs);
    return 'live';
  });
}
