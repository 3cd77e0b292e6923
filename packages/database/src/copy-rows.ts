import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { from as copyFrom } from 'pg-copy-streams';

import type { Connection } from './connect-database.ts';
import { quote } from './versions/table-names.ts';

/**
 * Sends pieces of COPY text, each of whole lines, into a table. `table` is already quoted. Aborting destroys the COPY, which makes the server discard
 * it with its transaction.
 */
export async function copyRows(
  connection: Connection,
  table: string,
  columns: readonly string[],
  texts: readonly Uint8Array[],
  signal?: AbortSignal,
): Promise<void> {
  const statement = `COPY ${table} (${columns.map(quote).join(', ')}) FROM STDIN`;
  const sink = connection.query(copyFrom(statement));
  await pipeline(Readable.from(texts, { objectMode: true }), sink, signal === undefined ? {} : { signal });
}
