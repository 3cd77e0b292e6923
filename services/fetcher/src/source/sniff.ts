import { TerminalError } from '@regpipe/contracts';

import type { ByteReader } from './byte-reader.ts';

const SNIFFED_BYTES = 1024;
const WEB_PAGE = /^\uFEFF?\s*<(!doctype html|html)\b/i;

/**
 * Refuses what cannot be a data file at all: nothing, or the page that a server shows instead of the file.
 * @throws TerminalError SOURCE_EMPTY, SOURCE_REFUSED
 */
export async function refuseUnusable(reader: ByteReader, source: string): Promise<void> {
  const start = await reader.peek(SNIFFED_BYTES);
  const fields = { source };
  if (start.length === 0) throw new TerminalError('SOURCE_EMPTY', `${source} is empty`, { fields });
  if (WEB_PAGE.test(start.toString('utf8'))) {
    throw new TerminalError('SOURCE_REFUSED', `the source answered with a web page: ${source}`, { fields });
  }
}
