import type { Queryable } from '../connect-database.ts';
import { campaignTable, recordTable } from './table-names.ts';

const TRIGGERS = 3;

/** Whether a generation has its tables and triggers. To ask takes no lock, which making what is there already would. */
export async function isWhole(db: Queryable, generation: number): Promise<boolean> {
  const { rows } = await db.query<{ whole: boolean }>(
    `SELECT to_regclass($2) IS NOT NULL
            AND (SELECT count(*) FROM pg_trigger
                  WHERE tgrelid = to_regclass($1) AND NOT tgisinternal AND tgenabled <> 'D') = $3 AS whole`,
    [recordTable(generation), campaignTable(generation), TRIGGERS],
  );
  return rows[0]?.whole === true;
}
