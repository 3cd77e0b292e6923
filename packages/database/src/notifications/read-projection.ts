import type { Projection } from '@regpipe/contracts';

import type { Queryable } from '../connect-database.ts';

/** Undefined before a projector has made it. */
export async function readProjection(db: Queryable, name: string): Promise<Projection | undefined> {
  const { rows } = await db.query<Projection>(
    `SELECT name, generation, building, built_commands, build_started_at, rebuilt_at
       FROM etl.projection WHERE name = $1`,
    [name],
  );
  return rows[0];
}
