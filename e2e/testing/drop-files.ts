import type { TestStack } from '@regpipe/testkit';

/** What a row of a file says of a user. */
export interface Counts {
  readonly user: string;
  readonly logins: number;
  readonly posts: number;
}

export const HEADER = 'ユーザーID,ログイン回数,投稿回数';

/** Users `user-1` to `user-<n>`; every hundredth is not active. */
export async function addUsers({ database }: TestStack, n: number): Promise<void> {
  await database.pool.query(
    `INSERT INTO public.users (user_id, username, email, is_active)
     SELECT 'user-' || n, 'name ' || n, n || '@example.org', n % 100 <> 0 FROM generate_series(1, $1) n`,
    [n],
  );
}

/** Rows about the users from `first` on, each with counts that follow from its number and the seed. */
export function countsOf(first: number, n: number, seed: number): Counts[] {
  return Array.from({ length: n }, (_, index) => {
    const number = first + index;
    return { user: `user-${number}`, logins: number * 3 + seed, posts: (number * seed) % 1_000 };
  });
}

export function csvOf(rows: readonly Counts[], ...more: readonly string[]): string {
  const lines = rows.map(({ user, logins, posts }) => `${user},${logins},${posts}`);
  return [HEADER, ...lines, ...more, ''].join('\n');
}

/** How many rows of a file are not in the table as they stand in the file. */
export async function countInconsistencies(
  { database }: TestStack,
  rows: readonly Counts[],
): Promise<number> {
  const { rows: found } = await database.pool.query<{ wrong: number }>(
    `SELECT count(*) AS wrong
       FROM jsonb_to_recordset($1) AS f ("user" text, logins bigint, posts bigint)
       LEFT JOIN public.user_statistics s ON s.user_id = f.user
      WHERE (s.login_count, s.post_count) IS DISTINCT FROM (f.logins, f.posts)`,
    [JSON.stringify(rows)],
  );
  return found[0]?.wrong ?? NaN;
}

/** Everything in the table, as one text. */
export async function readChecksum({ database }: TestStack): Promise<string> {
  const { rows } = await database.pool.query<{ checksum: string }>(
    `SELECT md5(string_agg(s::text, ',' ORDER BY user_id)) AS checksum FROM public.user_statistics s`,
  );
  return rows[0]?.checksum ?? '';
}
