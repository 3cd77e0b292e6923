import type { Connection } from '../connect-database.ts';
import { campaignTable, campaignView, recordColumns, recordTable, recordView } from './table-names.ts';

/** Lets the live names show a generation, in the caller's transaction. Rights on them, and views of others, stay. */
export async function pointViews(connection: Connection, generation: number): Promise<void> {
  await connection.query(
    `CREATE OR REPLACE VIEW ${recordView} AS SELECT ${recordColumns} FROM ${recordTable(generation)};
     CREATE OR REPLACE VIEW ${campaignView} AS SELECT marketing_id, records FROM ${campaignTable(generation)}`,
  );
}
