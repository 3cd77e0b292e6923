import { NOTIFICATIONS, type Projection } from '@regpipe/contracts';

import type { Connection, Database } from '../connect-database.ts';
import { inTransaction } from '../transaction.ts';
import { createGeneration, createIndexes } from './create-generation.ts';
import { isWhole } from './is-whole.ts';
import { lockWriters } from './lock-writers.ts';
import { pointViews } from './point-views.ts';
import { readProjection } from './read-projection.ts';
import { campaignView, recordView } from './table-names.ts';

/**
 * Makes what is missing of the tables, triggers and views of the notifications, as the role that calls it: what every
 * projector does at its start, at once with others as well. Where everything is there, nothing is locked that readers
 * need.
 */
export async function ensureProjection(database: Database): Promise<Projection> {
  return inTransaction(database, async (connection) => {
    await lockWriters(connection);
    await connection.query(
      'INSERT INTO etl.projection (name, generation) VALUES ($1, 1) ON CONFLICT (name) DO NOTHING',
      [NOTIFICATIONS],
    );
    const projection = (await readProjection(connection, NOTIFICATIONS)) as Projection;
    const { generation, building } = projection;
    if (!(await isWhole(connection, generation))) {
      await createGeneration(connection, generation);
      await createIndexes(connection, generation);
    }
    if (building !== null && !(await isWhole(connection, building))) {
      await createGeneration(connection, building);
    }
    if (!(await hasViews(connection))) await pointViews(connection, generation);
    return projection;
  });
}

async function hasViews(connection: Connection): Promise<boolean> {
  const { rows } = await connection.query<{ there: boolean }>(
    'SELECT to_regclass($1) IS NOT NULL AND to_regclass($2) IS NOT NULL AS there',
    [recordView, campaignView],
  );
  return rows[0]?.there === true;
}
