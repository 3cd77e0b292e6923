import type { Queryable } from '../connect-database.ts';

/**
 * Says that a version's tables hold all they ever will. To be committed before the swap: whose snapshot sees this row
 * sees all of the version's rows.
 */
export async function markComplete(db: Queryable, dataset: string, version: number): Promise<void> {
  await db.query(
    'INSERT INTO etl.complete_version (dataset, version) VALUES ($1, $2) ON CONFLICT DO NOTHING',
    [dataset, version],
  );
}
