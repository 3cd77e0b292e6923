import type { Database } from '@regpipe/database';

import type { UserCounts } from './dropped-file.ts';
import type { Difference } from './expected-tables.ts';

const KEPT = 'faults.statistics_before';

/** Keeps what the table of user statistics holds before a file is dropped. */
export async function keepStatistics({ pool }: Database): Promise<void> {
  await pool.query(`DROP TABLE IF EXISTS ${KEPT}; CREATE TABLE ${KEPT} AS TABLE public.user_statistics`);
}

/**
 * Compares the table with what was kept and the file that was merged since: the file's rows have to be there with its counts,
 * and all others as they were, to the time of their last change.
 */
export async function compareStatistics(
  { pool }: Database,
  file: readonly UserCounts[],
): Promise<Difference> {
  const { rows } = await pool.query<Difference>(
    `WITH file AS (
       SELECT * FROM jsonb_to_recordset($1) AS f (user_id text, login_count bigint, post_count bigint)
     ), wanted AS (
       SELECT *, NULL::timestamptz AS updated_at FROM file UNION ALL
       SELECT * FROM ${KEPT} WHERE user_id NOT IN (SELECT user_id FROM file)
     ), there AS (
       SELECT user_id, login_count, post_count,
              CASE WHEN user_id NOT IN (SELECT user_id FROM file) THEN updated_at END AS updated_at
         FROM public.user_statistics
     )
     SELECT (SELECT count(*) FROM (TABLE wanted EXCEPT ALL TABLE there) l) AS lost,
            (SELECT count(*) FROM (TABLE there EXCEPT ALL TABLE wanted) d) AS doubled`,
    [
      JSON.stringify(
        file.map(({ user, logins, posts }) => ({ user_id: user, login_count: logins, post_count: posts })),
      ),
    ],
  );
  return rows[0] ?? { lost: NaN, doubled: NaN };
}
