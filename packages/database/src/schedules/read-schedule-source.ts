import type { Queryable } from '../connect-database.ts';

/** The address that a schedule's jobs read, with its credentials; null for the data set's own. */
export async function readScheduleSource(db: Queryable, name: string): Promise<string | null> {
  const { rows } = await db.query<{ source: string | null }>(
    'SELECT source FROM etl.schedule WHERE name = $1',
    [name],
  );
  return rows[0]?.source ?? null;
}
