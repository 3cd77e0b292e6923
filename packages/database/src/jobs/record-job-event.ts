import type { Queryable } from '../connect-database.ts';

export interface NewJobEvent {
  readonly jobId: number;
  readonly attempt: number;
  readonly type: string;
  /** What tells it from others of its type in the attempt; a second one with it is left out. */
  readonly key: string;
  /** ISO 8601. */
  readonly at: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Of a type that comes once a chunk the timeline keeps so many in an attempt: whoever wants all reads `etl.dead_chunk`. */
const MOST_OF_A_TYPE = 100;

/** Notes a fact in the timeline of its job; of a job that is gone, nothing. Changes of state are noted by a trigger. */
export async function recordJobEvent(db: Queryable, event: NewJobEvent): Promise<void> {
  await db.query(
    `INSERT INTO etl.job_event (job_id, attempt, type, key, at, data)
     SELECT id, $2, $3, $4, $5, $6 FROM etl.etl_job_run
      WHERE id = $1 AND (SELECT count(*) FROM etl.job_event
                          WHERE job_id = $1 AND attempt = $2 AND type = $3) < $7
     ON CONFLICT (job_id, attempt, type, key) DO NOTHING`,
    [
      event.jobId,
      event.attempt,
      event.type,
      event.key,
      event.at,
      JSON.stringify(event.data, storable),
      MOST_OF_A_TYPE,
    ],
  );
}

/** A reason may quote what no jsonb can hold; the fact would come again and again. */
function storable(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '\u{FFFD}') : value;
}
