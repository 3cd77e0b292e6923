import type { Database } from '../connect-database.ts';
import { inTransaction } from '../transaction.ts';
import { noteInactive } from './note-inactive.ts';
import { rejectUnreferenced } from './reject-unreferenced.ts';
import type { Reference, StagedRows } from './staged-rows.ts';

/**
 * Finds out what the rows of a merge job refer to, before any of them is merged: those that refer to nothing become rejects,
 * those that refer to something inactive are noted. May be repeated.
 */
export async function settleReferences(
  database: Database,
  reference: Reference,
  staged: StagedRows,
): Promise<void> {
  await inTransaction(database, async (connection) => {
    await rejectUnreferenced(connection, reference, staged);
    await noteInactive(connection, reference, staged);
  });
}
