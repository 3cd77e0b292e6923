import { NOTIFICATIONS, type Projection } from '@regpipe/contracts';

import type { Database } from '../connect-database.ts';
import { inTransaction } from '../transaction.ts';
import { createGeneration } from './create-generation.ts';
import { dropGeneration } from './drop-generation.ts';
import { lockWriters } from './lock-writers.ts';
import { readProjection } from './read-projection.ts';

/**
 * Makes the tables of the next generation, which every batch writes to from then on. Where a rebuild is on its way
 * already, that one goes on.
 */
export async function beginRebuild(database: Database): Promise<Projection> {
  return inTransaction(database, async (connection) => {
    await lockWriters(connection);
    const projection = (await readProjection(connection, NOTIFICATIONS)) as Projection;
    if (projection.building !== null) return projection;
    const building = projection.generation + 1;
    await dropGeneration(connection, building);
    await createGeneration(connection, building);
    await connection.query(
      `UPDATE etl.projection
          SET building = $2, built_to = NULL, built_commands = 0, build_started_at = clock_timestamp()
        WHERE name = $1`,
      [NOTIFICATIONS, building],
    );
    return (await readProjection(connection, NOTIFICATIONS)) as Projection;
  });
}
