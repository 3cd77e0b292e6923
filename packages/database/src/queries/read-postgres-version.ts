import type { Queryable } from '../connect-database.ts';

/** PostgreSQL's version, such as `17.5`; undefined when it does not answer within `limitMs`. */
export async function readPostgresVersion(db: Queryable, limitMs: number): Promise<string | undefined> {
  const { promise: tooLate, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), limitMs);
  // Distributions add their own name behind a blank.
  const answered = db
    .query<{ version: string }>(`SELECT split_part(current_setting('server_version'), ' ', 1) AS version`)
    .then(
      ({ rows }) => rows[0]?.version,
      () => undefined,
    );
  try {
    return await Promise.race([answered, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
