import type { Queryable } from '../connect-database.ts';

export interface LivePublication {
  readonly dataset: string;
  readonly version: number;
  readonly ageSeconds: number;
  readonly searchReady: boolean;
  /** By table. */
  readonly rowCounts: Readonly<Record<string, number>>;
}

/** What is live of each data set, and since when. */
export async function listLivePublications(db: Queryable): Promise<LivePublication[]> {
  const { rows } = await db.query<LivePublication>(
    `SELECT dataset, version, search_ready AS "searchReady", row_counts AS "rowCounts",
            extract(epoch FROM clock_timestamp() - published_at)::float8 AS "ageSeconds"
       FROM etl.publication WHERE live`,
  );
  return rows;
}
