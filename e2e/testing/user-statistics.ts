import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import {
  makeStatisticsSample,
  SAMPLE_USERS,
  type StatisticsSample,
  type StatisticsSampleOptions,
} from '@regpipe/datasets';
import type { TestStack } from '@regpipe/testkit';

export interface StatisticsFile extends Omit<StatisticsSample, 'bytes'> {
  readonly path: string;
  readonly bytes: Buffer;
}

/** A sample in the stack's directory, whose users exist. */
export async function statisticsFile(
  stack: TestStack,
  options: Omit<StatisticsSampleOptions, 'path'>,
): Promise<StatisticsFile> {
  const path = join(stack.directory, `user-statistics-${options.rows}-${options.seed ?? 1}.csv`);
  const sample = await makeStatisticsSample({ ...options, path });
  await stack.database.pool.query(SAMPLE_USERS, [sample.users, options.inactivePercent ?? 0]);
  return { ...sample, path, bytes: await readFile(path) };
}

/** Rows of users whom no sample tells of: no merge may touch them. */
export async function addOthers({ database }: TestStack): Promise<void> {
  await database.pool.query(
    `INSERT INTO public.users (user_id) SELECT 'other-' || n FROM generate_series(1, 100) n;
     INSERT INTO public.user_statistics SELECT 'other-' || n, n, n, '2020-01-01' FROM generate_series(1, 100) n`,
  );
}

/**
 * How many rows are not as they have to be after a merge of the file: its valid rows (the first of each user who exists) with
 * its values, and no others changed.
 */
export async function countInconsistencies(
  { database }: TestStack,
  file: Pick<StatisticsFile, 'bytes'>,
): Promise<{ missing: number; others: number }> {
  const lines = file.bytes.toString().trimEnd().split('\n').slice(1);
  const { rows } = await database.pool.query<{ missing: number; others: number }>(
    `WITH line AS (
       SELECT string_to_array(text, ',') AS f, number FROM unnest($1::text[]) WITH ORDINALITY AS l (text, number)
     ), valid AS (
       SELECT DISTINCT ON (f[1]) f[1] AS user_id, f[2]::bigint AS logins, f[3]::bigint AS posts
         FROM line JOIN public.users u ON u.user_id = f[1] ORDER BY f[1], number
     )
     SELECT count(*) FILTER (WHERE v.user_id IS NOT NULL
                               AND (s.login_count, s.post_count) IS DISTINCT FROM (v.logins, v.posts)) AS missing,
            count(*) FILTER (WHERE v.user_id IS NULL
                               AND (s.updated_at <> '2020-01-01' OR s.user_id <> 'other-' || s.login_count
                                    OR s.login_count <> s.post_count)) AS others
       FROM valid v FULL JOIN public.user_statistics s USING (user_id)`,
    [lines],
  );
  const [counted] = rows;
  if (counted === undefined) throw new Error('Nothing was counted.');
  return counted;
}
