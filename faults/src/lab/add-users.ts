import type { Lab } from './start-lab.ts';

/** Of so many users one is not active any more. */
export const USERS_TO_INACTIVE = 100;

/** Users `user-1` to `user-<rows of a sample>`, every second of them with statistics from long ago. */
export async function addUsers({ database, scale }: Lab): Promise<void> {
  await database.pool.query(
    `INSERT INTO public.users (user_id, username, email, is_active)
     SELECT 'user-' || n, 'name ' || n, n || '@example.org', n % $2 <> 0 FROM generate_series(1, $1::integer) n`,
    [scale.rows, USERS_TO_INACTIVE],
  );
  await database.pool.query(
    `INSERT INTO public.user_statistics (user_id, login_count, post_count, updated_at)
     SELECT 'user-' || n, n, n, '2020-01-01' FROM generate_series(2, $1::integer, 2) n`,
    [scale.rows],
  );
}
