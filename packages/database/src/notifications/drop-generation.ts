import type { Connection } from '../connect-database.ts';
import { campaignTable, countFunction, recordTable } from './table-names.ts';

/** Drops the tables of a generation that no view shows, where they are there. */
export async function dropGeneration(connection: Connection, generation: number): Promise<void> {
  await connection.query(
    `DROP TABLE IF EXISTS ${recordTable(generation)};
     DROP TABLE IF EXISTS ${campaignTable(generation)};
     DROP FUNCTION IF EXISTS ${countFunction(generation)}()`,
  );
}
