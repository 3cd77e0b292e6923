import type { Queryable } from '../connect-database.ts';
import { OPEN_DROP, type OpenDrop } from './open-drop.ts';

/** Null for a file that was loaded. */
export type DropFailure = { readonly code: string; readonly message: string } | null;

/** What becomes of a drop is known: `finishing`, with its failure. Undefined when that was known already. */
export async function settleDrop(
  db: Queryable,
  id: number,
  failure: DropFailure,
): Promise<OpenDrop | undefined> {
  const { rows } = await db.query<OpenDrop>(
    `UPDATE etl.batch_job b
        SET status = 'finishing', error_code = $2, error_message = $3, retry_at = NULL
      WHERE b.id = $1 AND b.status IN ('waiting', 'running') RETURNING ${OPEN_DROP}`,
    [id, failure?.code ?? null, failure?.message ?? null],
  );
  return rows[0];
}
