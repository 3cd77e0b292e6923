import { isUtf8 } from 'node:buffer';

import { CsvError, parse } from 'csv-parse/sync';

import { locateRecords, type RecordSpan } from './locate-records.ts';
import type { ScanLimits } from './scan-record.ts';

export type StructureDefect = {
  readonly type: 'STRAY_QUOTE' | 'INVALID_UTF8' | 'NUL_CHARACTER';
  readonly message: string;
};

/** The fields of one record, or why it cannot be read. */
export type ParsedRecord = readonly string[] | StructureDefect;

export function isDefect(record: ParsedRecord): record is StructureDefect {
  return !Array.isArray(record);
}

export interface ParsedChunk {
  readonly records: readonly ParsedRecord[];
  /** Places of the records; worked out only when asked for, as a clean chunk never needs them. */
  spans(): readonly RecordSpan[];
}

/**
 * Reads a chunk of `count` whole records. csv-parse reads the chunk in one go; only where it objects, or its count
 * differs from the one the chunk was cut by, are the records taken apart and the bad ones singled out.
 */
export function parseRecords(bytes: Buffer, count: number, limits: ScanLimits): ParsedChunk {
  let located: readonly RecordSpan[] | undefined;
  const spans = () => (located ??= locateRecords(bytes, limits));
  const regular = isUtf8(bytes) && !bytes.includes(0) ? tryParse(bytes) : undefined;
  const records = regular?.length === count ? regular : parseApart(bytes, spans());
  return { records, spans };
}

function parseApart(bytes: Buffer, spans: readonly RecordSpan[]): ParsedRecord[] {
  const records: ParsedRecord[] = [];
  let runStart = 0;
  const flush = (runEnd: number) => {
    if (runEnd > runStart) records.push(...parseRun(bytes, spans.slice(runStart, runEnd)));
  };
  spans.forEach((span, index) => {
    const defect = findDefect(bytes, span);
    if (defect === undefined) return;
    flush(index);
    records.push(defect);
    runStart = index + 1;
  });
  flush(spans.length);
  return records;
}

function parseRun(bytes: Buffer, spans: readonly RecordSpan[]): ParsedRecord[] {
  const together = tryParse(bytes.subarray(spans[0]?.start, spans.at(-1)?.end));
  if (together?.length === spans.length) return together;
  return spans.map((span) => parseAlone(bytes.subarray(span.start, span.end)));
}

function findDefect(bytes: Buffer, span: RecordSpan): StructureDefect | undefined {
  if (span.malformed)
    return { type: 'STRAY_QUOTE', message: 'A quote stands where none may, or is never closed.' };
  const own = bytes.subarray(span.start, span.end);
  if (!isUtf8(own)) return { type: 'INVALID_UTF8', message: 'The record holds bytes that are not UTF-8.' };
  if (own.includes(0))
    return { type: 'NUL_CHARACTER', message: 'The record holds a NUL, which PostgreSQL cannot store.' };
  return undefined;
}

function parseAlone(bytes: Buffer): ParsedRecord {
  try {
    const [record, ...others] = parseStrictly(bytes);
    if (record !== undefined && others.length === 0) return record;
    return { type: 'STRAY_QUOTE', message: 'The record cannot be told from its neighbours.' };
  } catch (error) {
    if (error instanceof CsvError) return { type: 'STRAY_QUOTE', message: error.message };
    throw error;
  }
}

function tryParse(bytes: Buffer): string[][] | undefined {
  try {
    return parseStrictly(bytes);
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
}

/** @throws CsvError on any structural fault; a wrong number of columns is not one, the caller counts them. */
export function parseStrictly(bytes: Buffer): string[][] {
  return parse(bytes, {
    record_delimiter: ['\r\n', '\n'],
    relax_column_count: true,
    skip_empty_lines: false,
  });
}
