import { isUtf8 } from 'node:buffer';

import { TerminalError } from '@regpipe/contracts';
import { newRecordScan, parseStrictly, scanRecord } from '@regpipe/csv';
import type { Dataset } from '@regpipe/datasets';

import { type HeaderMatch, matchHeader } from './match-header.ts';
import { nameEncoding } from './name-encoding.ts';

/** What stands before the records: an optional byte-order mark, the header, and an optional line with the file's date. */
export interface Preamble extends HeaderMatch {
  readonly sourceStamp: string | null;
  /** Bytes of it, the byte-order mark included. */
  readonly bytes: number;
  readonly lines: number;
}

export interface PreambleRead {
  readonly preamble: Preamble;
  /** Bytes that were read beyond it. */
  readonly rest: Buffer;
}

const MAX_LINE_BYTES = 64 * 1024;
/** Enough for the header and the line behind it, whatever they hold. */
const MAX_PREAMBLE_BYTES = 4 * MAX_LINE_BYTES;
/** Of a header, in any encoding, enough to tell which that is. */
const ENCODING_BYTES = 4096;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const NO_WIDTH_CHECK = { width: 0, maxRecordBytes: MAX_LINE_BYTES };

/**
 * Reads the preamble from the front of a source. `pieces` is advanced just far enough.
 *
 * @throws TerminalError HEADER_MISMATCH; SOURCE_ENCODING when the header would fit in another encoding; SOURCE_EMPTY when
 *   there is not even a header
 */
export async function readPreamble(
  dataset: Dataset,
  pieces: AsyncIterator<Buffer>,
  lastModified: Date | null,
): Promise<PreambleRead> {
  let bytes: Buffer = Buffer.alloc(0);
  for (;;) {
    const next = await pieces.next();
    const final = next.done === true;
    if (!final) bytes = Buffer.concat([bytes, next.value]);
    try {
      const found = findPreamble(dataset, bytes, final || bytes.length > MAX_PREAMBLE_BYTES, lastModified);
      if (found !== undefined) return { preamble: found, rest: bytes.subarray(found.bytes) };
    } catch (error) {
      throw await explainMismatch(dataset, bytes, pieces, error);
    }
  }
}

/**
 * A header that does not fit may be one in another encoding. Read as UTF-8 it can seem to end anywhere, so that more of it
 * may have to be read until it can be told.
 */
async function explainMismatch(
  dataset: Dataset,
  read: Buffer,
  pieces: AsyncIterator<Buffer>,
  mismatch: unknown,
): Promise<unknown> {
  let start = read;
  while (start.length < ENCODING_BYTES) {
    const next = await pieces.next();
    if (next.done === true) break;
    start = Buffer.concat([start, next.value]);
  }
  const encoding = nameEncoding(dataset, start.subarray(0, ENCODING_BYTES));
  if (encoding === undefined) return mismatch;
  return new TerminalError(
    'SOURCE_ENCODING',
    `The source is ${encoding}, not UTF-8: nothing of it was loaded.`,
    {
      cause: mismatch,
      fields: { encoding },
    },
  );
}

function findPreamble(
  dataset: Dataset,
  bytes: Buffer,
  final: boolean,
  lastModified: Date | null,
): Preamble | undefined {
  const scan = newRecordScan();
  const headerStart = bytes.subarray(0, 3).equals(BYTE_ORDER_MARK) ? 3 : 0;
  if (bytes.length === headerStart) {
    if (!final) return undefined;
    throw new TerminalError('SOURCE_EMPTY', 'The source holds no header and no records.');
  }
  if (!scanRecord(bytes, headerStart, bytes.length, final, NO_WIDTH_CHECK, scan)) return undefined;
  const match = matchHeader(dataset, parseFields(bytes.subarray(headerStart, scan.end)));
  const header = { ...match, bytes: scan.end, lines: scan.lines };

  if (header.bytes === bytes.length && final) return { ...header, sourceStamp: null };
  if (!scanRecord(bytes, header.bytes, bytes.length, final, NO_WIDTH_CHECK, scan)) return undefined;
  if (scan.malformed) return { ...header, sourceStamp: null };
  const fields = tryParseFields(bytes.subarray(header.bytes, scan.end));
  const sourceStamp = fields && dataset.sourceStamp?.(fields, lastModified);
  if (sourceStamp === undefined) return { ...header, sourceStamp: null };
  return { ...match, sourceStamp, bytes: scan.end, lines: header.lines + scan.lines };
}

function parseFields(line: Buffer): readonly string[] {
  if (!isUtf8(line)) {
    throw new TerminalError('HEADER_MISMATCH', 'The header is not UTF-8.');
  }
  const fields = tryParseFields(line);
  if (fields !== undefined) return fields;
  throw new TerminalError(
    'HEADER_MISMATCH',
    `The header is not a CSV line: "${line.toString('utf8', 0, 200)}".`,
  );
}

function tryParseFields(line: Buffer): readonly string[] | undefined {
  try {
    return parseStrictly(line)[0];
  } catch {
    return undefined;
  }
}
