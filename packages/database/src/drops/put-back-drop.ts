import type { Queryable } from '../connect-database.ts';

export interface Pause {
  readonly dropId: number;
  readonly pauseMs: number;
  /** Whether this was one of its tries: what has begun counts by itself, what was only held up does not. */
  readonly counts: boolean;
}

/** Lets a drop wait for a while; one whose job has ended already stays `finishing`. */
export async function putBackDrop(db: Queryable, { dropId, pauseMs, counts }: Pause): Promise<void> {
  await db.query(
    `UPDATE etl.batch_job
        SET status = CASE WHEN status = 'running' THEN 'waiting' ELSE status END,
            attempt = attempt + $3::integer,
            retry_at = clock_timestamp() + make_interval(secs => $2)
      WHERE id = $1 AND status IN ('waiting', 'running', 'finishing')`,
    [dropId, pauseMs / 1000, counts ? 1 : 0],
  );
}
