import type { DroppedObject, ReceivedDrop } from '@regpipe/contracts';

import type { Connection } from '../connect-database.ts';
import { recordAudit } from './record-audit.ts';

export interface NewDrop extends DroppedObject {
  /** Whether somebody has told of it; else it was seen lying there, which is no further arrival. */
  readonly announced: boolean;
  readonly name: string;
  /** Null where no data set takes such a file. */
  readonly dataset: string | null;
}

/**
 * Takes note of a dropped file, with what is known of it and the first entry of its audit log; of one that is known already
 * only that it was announced once more. To be called within a transaction.
 */
export async function recordArrival(connection: Connection, drop: NewDrop): Promise<ReceivedDrop> {
  const { name, dataset, bucket, key, etag, bytes, announced } = drop;
  const { rows } = await connection.query<Omit<ReceivedDrop, 'known'> & { fresh: boolean }>(
    `INSERT INTO etl.batch_job (name, dataset, bucket, object_key, etag) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (bucket, object_key, etag) DO UPDATE SET arrivals = batch_job.arrivals + $6::integer
     RETURNING id, name, status, xmax = 0 AS fresh`,
    [name, dataset, bucket, key, etag, announced ? 1 : 0],
  );
  const [row] = rows as [(typeof rows)[number]];
  const received = { id: row.id, name: row.name, status: row.status };
  if (!row.fresh) return { ...received, known: true };
  await connection.query('INSERT INTO etl.processing_metadata (batch_job_id, file_bytes) VALUES ($1, $2)', [
    row.id,
    bytes,
  ]);
  await recordAudit(connection, {
    dropId: row.id,
    event: 'received',
    severity: 'info',
    message: `"${key}" has arrived`,
    payload: { bucket, key, etag, bytes, dataset },
  });
  return { ...received, known: false };
}
