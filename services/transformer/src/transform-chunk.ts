import { KEY_SECTION, type RawChunk, TerminalError } from '@regpipe/contracts';
import { isDefect, type ParsedChunk, type ParsedRecord, parseRecords } from '@regpipe/csv';
import type { Dataset, Outcome, Reject } from '@regpipe/datasets';

import { type CleanPart, PartBuilder } from './clean-parts.ts';
import { encodeValue } from './encode-copy.ts';
import { rawText } from './raw-text.ts';
import { keyEncoder, type RecordEncoder, tableEncoder } from './record-encoder.ts';

/**
 * Turns a raw chunk into COPY text: the rows of each table, the rejects, and what became of every record. A pure
 * function: the same chunk gives the same parts.
 */
export function transformChunk(dataset: Dataset, chunk: RawChunk, payload: Buffer): readonly CleanPart[] {
  const rows = chunk.mode === 'full' ? tableEncoder(dataset.tables) : keyEncoder(dataset.tables, KEY_SECTION);
  const parts = new PartBuilder({
    sections: rows.sections,
    maxBytes: chunk.maxCleanBytes,
    firstRecord: chunk.firstRecord,
    firstLine: chunk.firstLine,
    endLine: chunk.firstLine + chunk.lines,
  });
  if (chunk.oversizedBytes === null) {
    addRecords(dataset, chunk, payload, rows, parts);
  } else {
    rows.start(chunk.firstLine);
    addReject(chunk, tooLarge(chunk.oversizedBytes), payload, rows, parts, chunk.firstLine);
  }
  return parts.finish();
}

function addRecords(
  dataset: Dataset,
  chunk: RawChunk,
  payload: Buffer,
  rows: RecordEncoder,
  parts: PartBuilder,
): void {
  const limits = { width: chunk.width, maxRecordBytes: payload.length };
  const parsed = parseRecords(payload, limits);
  if (parsed.spans.length !== chunk.records) throw recountFailed(chunk, parsed.spans.length);
  const inFileOrder = chunk.columns.every((column, index) => column === index);

  for (let index = 0; index < parsed.spans.length; index += 1) {
    const record = parsed.at(index);
    const line = chunk.firstLine + (parsed.spans[index]?.line ?? 0);
    rows.start(line);
    const outcome = transformRecord(dataset, chunk, record, rows, inFileOrder);
    if (outcome === 'written') {
      if (parts.add('loaded', rows.texts, rows.warnings, line)) continue;
      rows.start(line);
      const bytes = recordBytes(parsed, payload, index);
      addReject(chunk, tooLarge(bytes.length), bytes, rows, parts, line);
    } else if (outcome === 'blank') {
      parts.add('blank', NO_TEXTS, NO_WARNINGS, line);
    } else {
      rows.start(line);
      addReject(chunk, outcome, recordBytes(parsed, payload, index), rows, parts, line);
    }
  }
}

const NO_TEXTS: readonly string[] = [];
const NO_WARNINGS: readonly string[] = [];

function transformRecord(
  dataset: Dataset,
  chunk: RawChunk,
  record: ParsedRecord,
  rows: RecordEncoder,
  inFileOrder: boolean,
): Outcome {
  if (isDefect(record)) return record;
  if (record.length !== chunk.width) {
    if (record.length === 1 && record[0]?.trim() === '') return 'blank';
    const message = `The record has ${record.length} columns, the header ${chunk.width}.`;
    return { type: 'WRONG_COLUMN_COUNT', message };
  }
  const fields = inFileOrder ? record : chunk.columns.map((column) => record[column] ?? '');
  return dataset.transform(fields, rows);
}

/** The same scanner cut the source: a difference means that the payload is not what was sent. */
function recountFailed(chunk: RawChunk, found: number): TerminalError {
  return new TerminalError(
    'MESSAGE_INVALID',
    `Chunk ${chunk.chunk} of job ${chunk.jobId} says ${chunk.records} records, its payload has ${found}.`,
  );
}

function recordBytes(parsed: ParsedChunk, payload: Buffer, index: number): Buffer {
  const span = parsed.spans[index];
  return payload.subarray(span?.start ?? 0, span?.end ?? 0);
}

function tooLarge(bytes: number): Reject {
  return { type: 'RECORD_TOO_LARGE', message: `The record of ${bytes} bytes is too large to be carried.` };
}

/** As much of the raw text is kept as surely fits a part: a reject that did not would be missing from the counts. */
function addReject(
  chunk: RawChunk,
  reject: Reject,
  raw: Buffer,
  rows: RecordEncoder,
  parts: PartBuilder,
  line: number,
): void {
  const text = rawText(raw, chunk.oversizedBytes ?? raw.length, Math.floor(chunk.maxCleanBytes / 8));
  const cells = [reject.type, reject.message, text].map(encodeValue).join('\t');
  rows.texts[rows.texts.length - 1] = `${chunk.jobId}\t${chunk.chunk}\t${line}\t${cells}\n`;
  if (parts.add('failed', rows.texts, NO_WARNINGS, line)) return;
  throw new TerminalError(
    'MESSAGE_INVALID',
    `Chunk ${chunk.chunk} of job ${chunk.jobId}: ${chunk.maxCleanBytes} bytes are not enough for one reject.`,
  );
}
