import type { JobLoad, JobMode, TableDefinition } from '@regpipe/contracts';

import type { Database } from '../connect-database.ts';
import { inTransaction } from '../transaction.ts';
import { sqlState } from '../transient.ts';
import { countOtherActiveJobs } from './count-other-active-jobs.ts';
import { findActiveJob } from './find-active-job.ts';
import { nameJob } from '../schedules/name-job.ts';
import { type NewRun, recordRun } from '../schedules/record-run.ts';
import { createKeyTable, createVersionTables } from '../versions/create-version-tables.ts';

export interface NewJob {
  readonly dataset: string;
  readonly mode: JobMode;
  /** `replace` where it is not said. */
  readonly load?: JobLoad;
  readonly source: string;
  /** What the source must be when it is first opened; undefined where anything will do. */
  readonly sourceEtag?: string | undefined;
  readonly chunkBytes: number;
  readonly chunkRecords: number | null;
  readonly recordLimit: number | null;
  /** Whether it loads its source even where that is unchanged. */
  readonly forced: boolean;
  /** Whether it is published however many rows are gone or rejected. */
  readonly accepted: boolean;
  readonly tables: readonly TableDefinition[];
  /** The tick that asks for it, of which nothing but this job may come; undefined where somebody else does. */
  readonly run?: NewRun | undefined;
}

export type CreateJobResult =
  | { readonly created: number }
  | { readonly running: number }
  /** As many jobs of other data sets are active as may be. */
  | { readonly active: number }
  /** The tick has had its run, or there is none left for it. */
  | { readonly spent: true };

const UNIQUE_VIOLATION = '23505';

/**
 * Creates a job with its bare tables, unless one of the data set is active: then its id comes back instead. Of all data
 * sets `mostActive` may be at work. The run of a tick is kept in the same transaction: there is never one without the other.
 */
export async function createJob(
  database: Database,
  job: NewJob,
  mostActive = Number.MAX_SAFE_INTEGER,
): Promise<CreateJobResult> {
  try {
    return await inTransaction(database, async (connection) => {
      const active = await countOtherActiveJobs(connection, job.dataset);
      if (active >= mostActive) return { active };
      if (job.run !== undefined && !(await recordRun(connection, job.run, { outcome: 'started' }))) {
        return { spent: true };
      }
      const { rows } = await connection.query<{ id: number }>(
        `INSERT INTO etl.etl_job_run (dataset, mode, status, batch_size, chunk_size, record_limit, forced, accepted,
                                       data_source_url, load, source_etag)
         VALUES ($1, $2, 'queued', $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id`,
        [
          job.dataset,
          job.mode,
          job.chunkBytes,
          job.chunkRecords,
          job.recordLimit,
          job.forced,
          job.accepted,
          job.source,
          job.load ?? 'replace',
          job.sourceEtag ?? null,
        ],
      );
      const id = rows[0]?.id ?? 0;
      await connection.query('INSERT INTO etl.import_progress (job_id) VALUES ($1)', [id]);
      if (job.run !== undefined) await nameJob(connection, job.run, id);
      if (job.mode === 'full') await createVersionTables(connection, job.tables, id);
      else await createKeyTable(connection, id);
      return { created: id };
    });
  } catch (error) {
    if (sqlState(error) !== UNIQUE_VIOLATION) throw error;
    const running = await findActiveJob(database.pool, job.dataset);
    // It may have ended between the two statements: then the next try succeeds.
    return running === undefined ? createJob(database, job, mostActive) : { running };
  }
}
