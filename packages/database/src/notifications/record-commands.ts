import { type NotificationCommand, NOTIFICATIONS, type Projection, TerminalError } from '@regpipe/contracts';
import type { QueryResult } from 'pg';

import type { Connection, Database } from '../connect-database.ts';
import { inTransaction } from '../transaction.ts';
import { LOCK_WRITERS } from './lock-writers.ts';
import { projectNewest } from './project-newest.ts';
import { recordColumns } from './table-names.ts';

type Generations = Pick<Projection, 'generation' | 'building'>;

/**
 * Records commands and lets what is made of them follow, in one transaction. One that was recorded before changes
 * nothing, however often it comes; late ones and those of one notification in the wrong order converge on its newest
 * state. Give a few hundred at most: they are one statement.
 *
 * @returns how many were new
 */
export async function recordCommands(
  database: Database,
  commands: readonly NotificationCommand[],
): Promise<number> {
  return inTransaction(database, async (connection) => {
    const generations = await lockGenerations(connection);
    const { rows } = await connection.query<{ recorded: number }>({
      name: `record-commands-${generations.join('-')}`,
      text: statement(generations),
      values: [JSON.stringify(commands)],
    });
    return rows[0]?.recorded ?? 0;
  });
}

/**
 * Takes the writers' lock and says which generations there are, in one message: under load each takes milliseconds. In
 * statements of their own, as one that waits for a lock sees what was there before it waited.
 */
async function lockGenerations(connection: Connection): Promise<number[]> {
  const answers: unknown = await connection.query(
    `${LOCK_WRITERS};
     SELECT generation, building FROM etl.projection WHERE name = '${NOTIFICATIONS}'`,
  );
  const [projection] = (answers as QueryResult<Generations>[]).at(-1)?.rows ?? [];
  if (projection === undefined) throw new TerminalError('INTERNAL', 'The projection has not been made.');
  const { generation, building } = projection;
  return building === null ? [generation] : [generation, building];
}

/** Sorted at each step, so that the pages of the keys are visited once each. */
function statement(generations: readonly number[]): string {
  const projections = generations.map(
    (generation) => `projected_${generation} AS (${projectNewest(generation, 'recorded')})`,
  );
  return `
    WITH given AS (
      SELECT * FROM json_to_recordset($1::json) AS command (
        transaction_id text, created_at bigint, user_id text, marketing_id text, ap_id text, notification_title text,
        notification_body text, status text, platform text, error_msg text, device_token text, payload jsonb)
    ), recorded AS (
      INSERT INTO public.command_record (${recordColumns}, device_token, payload)
      SELECT ${recordColumns}, device_token, payload FROM given ORDER BY transaction_id, created_at
      ON CONFLICT (transaction_id, created_at) DO NOTHING
      RETURNING ${recordColumns}
    ), ${projections.join(', ')}
    SELECT count(*) AS recorded FROM recorded`;
}
