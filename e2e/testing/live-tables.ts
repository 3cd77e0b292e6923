import type { Queryable } from '@regpipe/database';
import type { TestStack } from '@regpipe/testkit';

/** Rows and contents of what the live names show, without the times of loading. */
export interface Snapshot {
  readonly registrations: number;
  readonly industries: number;
  readonly checksum: string;
}

/** In one statement, and so of one publication. */
export const SNAPSHOT = `
  SELECT r.count AS registrations, i.count AS industries, md5(r.rows || i.rows) AS checksum
    FROM (SELECT count(*), string_agg((to_jsonb(t) - 'created_at' - 'updated_at')::text, E'\\n' ORDER BY ban) AS rows
            FROM public.tax_registration t) r,
         (SELECT count(*), string_agg(to_jsonb(t)::text, E'\\n' ORDER BY business_id, industry_code) AS rows
            FROM public.business_industry t) i`;

export async function readSnapshot(db: Queryable): Promise<Snapshot> {
  const { rows } = await db.query<Snapshot>(SNAPSHOT);
  const [snapshot] = rows;
  if (snapshot === undefined) throw new Error('The live names gave no row.');
  return snapshot;
}

/** Tables that a job has of its own: its version's, or the keys of a dry run. */
export async function tablesOf({ database }: TestStack, jobId: number): Promise<string[]> {
  const { rows } = await database.pool.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables
      WHERE schemaname = 'regpipe' AND tablename LIKE '%\\_v' || $1 ORDER BY tablename`,
    [jobId],
  );
  return rows.map((row) => row.name);
}

/** Chunks of a job that are in, part by part. */
export async function countLoadedChunks({ database }: TestStack, jobId: number): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>(
    'SELECT count(*) FROM etl.chunk_ledger WHERE job_id = $1',
    [jobId],
  );
  return rows[0]?.count ?? 0;
}
