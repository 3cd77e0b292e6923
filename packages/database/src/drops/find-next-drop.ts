import type { Queryable } from '../connect-database.ts';
import { OPEN_DROP, type OpenDrop } from './open-drop.ts';

export interface Worker {
  /** The process, as locks name it. */
  readonly owner: string;
  /** The buckets that it can reach. */
  readonly buckets: readonly string[];
}

/**
 * The oldest drop that somebody could work on now: its pause is over, and nobody else holds its locks. The files of a data
 * set are loaded in the order in which they arrived, as the newest is to have the last word: while an older one waits, be it
 * for its next try, or loads, those behind it wait as well.
 */
export async function findNextDrop(db: Queryable, { owner, buckets }: Worker): Promise<OpenDrop | undefined> {
  const { rows } = await db.query<OpenDrop>(
    `SELECT ${OPEN_DROP} FROM etl.batch_job b
      WHERE b.status IN ('waiting', 'running', 'finishing') AND b.bucket = ANY ($2)
        AND (b.retry_at IS NULL OR b.retry_at <= clock_timestamp())
        AND NOT EXISTS (SELECT FROM etl.job_lock l
                         WHERE l.name IN ('file:' || b.bucket || '/' || b.object_key, 'dataset:' || b.dataset)
                           AND l.owner <> $1 AND l.expires_at >= clock_timestamp())
        AND NOT EXISTS (SELECT FROM etl.batch_job o
                         WHERE o.dataset = b.dataset AND o.status IN ('waiting', 'running') AND o.bucket = ANY ($2)
                           AND (o.received_at, o.id) < (b.received_at, b.id))
      ORDER BY b.received_at, b.id LIMIT 1`,
    [owner, buckets],
  );
  return rows[0];
}
