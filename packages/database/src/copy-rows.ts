import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { from as copyFrom } from 'pg-copy-streams';

import type { Connection } from './connect-database.ts';
import { quote } from './versions/table-names.ts';

/**
 * Sends COPY text into a table. `table` is already quoted. Aborting destroys the COPY, which makes the server discard
 * it with its transaction.
 */
export async function copyRows(
  connection: Connection,
  table: string,
  columns: readonly string[],
  text: Uint8Array,
  signal?: AbortSignal,
): Promise<void> {
  const statement = `COPY ${table} (${columns.map(quote).join(', ')}) FROM STDIN`;
  const sink = connection.query(copyFrom(statement));
  // One piece: the section came as one message, cutting it up again would only cost time.
  await pipeline(Readable.from([text], { objectMode: true }), sink, signal === undefined ? {} : { signal });
}
