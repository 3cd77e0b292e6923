import { newRecordScan, type ScanLimits, scanRecord } from './scan-record.ts';

export interface RecordSpan {
  readonly start: number;
  readonly end: number;
  /** Physical line within the chunk, from 0. */
  readonly line: number;
  readonly quoted: boolean;
  readonly malformed: boolean;
}

/** Cuts a chunk of whole records into its records, exactly as the fetcher did when it cut the source. */
export function locateRecords(bytes: Uint8Array, limits: ScanLimits): RecordSpan[] {
  const spans: RecordSpan[] = [];
  const scan = newRecordScan();
  let start = 0;
  let line = 0;
  while (start < bytes.length) {
    scanRecord(bytes, start, bytes.length, true, limits, scan);
    spans.push({ start, end: scan.end, line, quoted: scan.quoted, malformed: scan.malformed });
    start = scan.end;
    line += scan.lines;
  }
  return spans;
}
