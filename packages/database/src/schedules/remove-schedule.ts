import type { Queryable } from '../connect-database.ts';

/** Removes a schedule with its runs; their jobs stay. Gives false when there is none of this name. */
export async function removeSchedule(db: Queryable, name: string): Promise<boolean> {
  const { rowCount } = await db.query('DELETE FROM etl.schedule WHERE name = $1', [name]);
  return rowCount === 1;
}
