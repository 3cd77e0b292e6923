import type { Queryable } from '../connect-database.ts';

export interface FatalRejects {
  readonly count: number;
  /** The first ones in the source. */
  readonly first: readonly { readonly line: number; readonly type: string; readonly message: string }[];
}

/** The rejects of a job that fail its whole file: how many they are, and the first `most` of them. */
export async function findFatalRejects(
  db: Queryable,
  jobId: number,
  types: readonly string[],
  most: number,
): Promise<FatalRejects> {
  const { rows } = await db.query<FatalRejects['first'][number] & { count: number }>(
    `SELECT source_line AS line, error_type AS type, error_message AS message, count(*) OVER () AS count
       FROM etl.data_import_error WHERE job_id = $1 AND error_type = ANY ($2)
      ORDER BY source_line, id LIMIT $3`,
    [jobId, types, most],
  );
  return {
    count: rows[0]?.count ?? 0,
    first: rows.map(({ line, type, message }) => ({ line, type, message })),
  };
}
