import type { Queryable } from '../connect-database.ts';
import { OPEN_DROP, type OpenDrop } from './open-drop.ts';

/** A waiting drop's job has been started, or goes on: `running`, once more begun. Undefined when it does not wait. */
export async function beginDrop(db: Queryable, id: number, jobId: number): Promise<OpenDrop | undefined> {
  const { rows } = await db.query<OpenDrop>(
    `UPDATE etl.batch_job b
        SET status = 'running', job_id = $2, attempt = attempt + 1, retry_at = NULL,
            started_at = coalesce(started_at, clock_timestamp())
      WHERE b.id = $1 AND b.status = 'waiting' RETURNING ${OPEN_DROP}`,
    [id, jobId],
  );
  return rows[0];
}
