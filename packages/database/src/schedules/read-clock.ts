import type { Queryable } from '../connect-database.ts';

/**
 * The time that schedules go by: the server's, as it is the one clock that all processes have in common. ISO 8601 in UTC, to
 * the microsecond.
 */
export async function readClock(db: Queryable): Promise<string> {
  const { rows } = await db.query<{ now: string }>(
    `SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS now`,
  );
  return rows[0]?.now ?? '';
}
