import type { Queryable } from '../connect-database.ts';
import { TOKEN_IS_ACTIVE } from './token-view.ts';

/** Whether any token can manage the others. */
export async function hasAdminToken(db: Queryable): Promise<boolean> {
  const { rows } = await db.query<{ found: boolean }>(
    `SELECT EXISTS (SELECT FROM etl.api_token AS t WHERE t.role = 'admin' AND ${TOKEN_IS_ACTIVE}) AS found`,
  );
  return rows[0]?.found ?? false;
}
