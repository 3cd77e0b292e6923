import type { Database } from '@regpipe/database';

/** All users with counts of nothing, on a table at rest: a merge changes every row. */
export async function resetStatistics({ pool }: Database): Promise<void> {
  await pool.query('TRUNCATE public.user_statistics');
  await pool.query(
    `INSERT INTO public.user_statistics (user_id, login_count, post_count) SELECT user_id, 0, 0 FROM public.users`,
  );
  await pool.query('VACUUM (ANALYZE) public.user_statistics');
  await pool.query('CHECKPOINT');
}

/** Of every row, whatever their order and their times. */
export async function checksumStatistics({ pool }: Database): Promise<string> {
  const { rows } = await pool.query<{ checksum: string }>(
    `SELECT count(*) || ':' || coalesce(sum(hashtextextended(user_id || ',' || login_count || ',' || post_count, 0)), 0)
              AS checksum
       FROM public.user_statistics`,
  );
  return rows[0]?.checksum ?? '';
}
