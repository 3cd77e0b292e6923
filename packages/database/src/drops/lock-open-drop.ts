import type { Connection } from '../connect-database.ts';
import { OPEN_DROP, type OpenDrop } from './open-drop.ts';

/** A drop as it is now, its row locked until the transaction ends; undefined when it has ended, or pauses. */
export async function lockOpenDrop(connection: Connection, id: number): Promise<OpenDrop | undefined> {
  const { rows } = await connection.query<OpenDrop>(
    `SELECT ${OPEN_DROP} FROM etl.batch_job b
      WHERE b.id = $1 AND b.status IN ('waiting', 'running', 'finishing')
        AND (b.retry_at IS NULL OR b.retry_at <= clock_timestamp()) FOR UPDATE`,
    [id],
  );
  return rows[0];
}
