import { z } from 'zod';

import { TerminalError } from './errors.ts';
import type { JobMode } from './job-status.ts';
import { jobModeSchema } from './job.ts';

/*
 * A chunk's payload is its data and nothing else; everything said about it travels in NATS headers.
 * `RawChunk` describes a run of whole CSV records; `CleanChunk` the COPY text made of it.
 */

export interface RawChunk {
  readonly jobId: number;
  readonly dataset: string;
  readonly attempt: number;
  readonly mode: JobMode;
  /** Position in the source, from 0. */
  readonly chunk: number;
  /** Number of the first record, from 0; header and date line are not records. */
  readonly firstRecord: number;
  readonly records: number;
  /** Physical line of the first record in the source, from 1. */
  readonly firstLine: number;
  /** Physical lines spanned; more than `records` when quoted line breaks are inside. */
  readonly lines: number;
  /** Offset of the first byte in the decoded (uncompressed) source. */
  readonly byteOffset: number;
  /** Bytes spanned in the source; the payload is shorter only for an oversized record. */
  readonly rawBytes: number;
  readonly crc32: number;
  /** For each column of the data set, its position in the source's header. */
  readonly columns: readonly number[];
  /** Number of columns in the source's header. */
  readonly width: number;
  /** Most bytes in the payload of a clean chunk; fixed for a job so that parts are cut alike every time. */
  readonly maxCleanBytes: number;
  /** Set when the chunk is one record too large to be carried: its full size; the payload is only its start. */
  readonly oversizedBytes: number | null;
}

export interface Section {
  readonly name: string;
  readonly bytes: number;
}

export interface CleanChunk {
  readonly jobId: number;
  readonly dataset: string;
  readonly attempt: number;
  readonly mode: JobMode;
  readonly chunk: number;
  /** A chunk whose COPY text does not fit one message is cut into parts, from 1. */
  readonly part: number;
  readonly parts: number;
  readonly firstRecord: number;
  readonly records: number;
  readonly firstLine: number;
  readonly lines: number;
  readonly byteOffset: number;
  readonly rawBytes: number;
  readonly crc32: number;
  readonly loaded: number;
  readonly failed: number;
  readonly blank: number;
  readonly warnings: Readonly<Record<string, number>>;
  /** In payload order. */
  readonly sections: readonly Section[];
}

/** The name of the section that holds the rejected records. */
export const REJECT_SECTION = '!rejects';
/** The name of the section that holds a dry run's keys. */
export const KEY_SECTION = '!keys';

export type Headers = Readonly<Record<string, string>>;

const META = 'Regpipe-Chunk';

const count = z.number().int().min(0);

const rawSchema = z.object({
  jobId: count,
  dataset: z.string(),
  attempt: count,
  mode: jobModeSchema,
  chunk: count,
  firstRecord: count,
  records: count,
  firstLine: count,
  lines: count,
  byteOffset: count,
  rawBytes: count,
  crc32: count,
  columns: z.array(count),
  width: count,
  maxCleanBytes: count,
  oversizedBytes: count.nullable(),
});

const cleanSchema = z.object({
  jobId: count,
  dataset: z.string(),
  attempt: count,
  mode: jobModeSchema,
  chunk: count,
  part: count,
  parts: count,
  firstRecord: count,
  records: count,
  firstLine: count,
  lines: count,
  byteOffset: count,
  rawBytes: count,
  crc32: count,
  loaded: count,
  failed: count,
  blank: count,
  warnings: z.record(z.string(), count),
  sections: z.array(z.object({ name: z.string(), bytes: count })),
});

/** Writes a chunk's description as headers: one header of a few hundred bytes of JSON. */
export function encodeChunkHeaders(chunk: RawChunk | CleanChunk): Headers {
  return { [META]: JSON.stringify(chunk) };
}

/** Reads what `encodeChunkHeaders` wrote. @throws TerminalError MESSAGE_INVALID */
export function decodeRawHeaders(headers: Headers): RawChunk {
  return decode(rawSchema, headers);
}

/** Reads what `encodeChunkHeaders` wrote. @throws TerminalError MESSAGE_INVALID */
export function decodeCleanHeaders(headers: Headers): CleanChunk {
  return decode(cleanSchema, headers);
}

function decode<T>(schema: z.ZodType<T>, headers: Headers): T {
  const text = headers[META];
  let value: unknown;
  try {
    value = text === undefined ? undefined : JSON.parse(text);
  } catch (cause) {
    throw new TerminalError('MESSAGE_INVALID', `The ${META} header is not JSON.`, { cause });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new TerminalError(
    'MESSAGE_INVALID',
    `The ${META} header is missing or malformed: ${z.prettifyError(parsed.error)}`,
  );
}
