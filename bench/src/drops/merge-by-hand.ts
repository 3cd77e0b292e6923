import type { BenchStack } from '../bench-stack.ts';
import { psql } from '../references/psql.ts';

/** What an expert would type to merge a file that is known to have no fault; gives the seconds. */
export function mergeByHand({ stack }: BenchStack, path: string): Promise<number> {
  return psql(stack.databaseUrl, [
    'CREATE TEMPORARY TABLE dropped (user_id text, login_count bigint, post_count bigint);',
    `\\copy dropped FROM '${path}' (FORMAT csv, HEADER)`,
    `INSERT INTO public.user_statistics (user_id, login_count, post_count, updated_at)
     SELECT user_id, login_count, post_count, now() FROM dropped ORDER BY user_id COLLATE "C"
     ON CONFLICT (user_id) DO UPDATE SET login_count = excluded.login_count, post_count = excluded.post_count,
       updated_at = excluded.updated_at;`,
  ]);
}
