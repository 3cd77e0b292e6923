const LF = 10;
const CR = 13;
const QUOTE = 34;
const COMMA = 44;

/** Where one record ends. Filled by `scanRecord`, reused from call to call so that scanning allocates nothing. */
export interface RecordScan {
  /** Offset behind the record's line break (or the end of the data). */
  end: number;
  /** Physical lines spanned. */
  lines: number;
  /** A quote stands where none may: the record is to be rejected, alone. */
  malformed: boolean;
  /** No line break within `maxRecordBytes`: the record cannot be carried, and `end` is not known. */
  oversized: boolean;
}

export interface ScanLimits {
  /** Columns of the header; 0 leaves the count of records that span lines unchecked. */
  readonly width: number;
  readonly maxRecordBytes: number;
}

export function newRecordScan(): RecordScan {
  return { end: 0, lines: 0, malformed: false, oversized: false };
}

/**
 * Finds the end of the record that starts at `start`, looking at no byte at or behind `limit`. Gives false when more
 * bytes are needed (never when `final`).
 *
 * A record that spans lines and turns out to be malformed, unclosed, or of a wrong width ends at its first line break:
 * one forgotten quote costs its own line and not the rest of the file. The answer depends on the record's own first
 * `maxRecordBytes` only, never on where a buffer happens to end, so a record is cut the same way at every attempt.
 */
export function scanRecord(
  bytes: Uint8Array,
  start: number,
  limit: number,
  final: boolean,
  limits: ScanLimits,
  out: RecordScan,
): boolean {
  const hardEnd = start + limits.maxRecordBytes;
  const end = Math.min(limit, hardEnd);
  const complete = final && limit <= hardEnd;
  out.malformed = false;
  out.oversized = false;
  out.lines = 1;

  let at = start;
  while (at < end) {
    const byte = bytes[at] ?? 0;
    // One comparison is enough for nearly every byte.
    if (byte > QUOTE || (byte !== LF && byte !== QUOTE)) {
      at += 1;
      continue;
    }
    if (byte === LF) {
      out.end = at + 1;
      return out.lines === 1 || checkWidth(bytes, start, limits.width, out);
    }
    if (at !== start && bytes[at - 1] !== COMMA)
      return cutAtFirstLine(bytes, start, end, hardEnd, final, out);
    const closing = findClosingQuote(bytes, at + 1, end, complete, out);
    if (closing === MALFORMED) return cutAtFirstLine(bytes, start, end, hardEnd, final, out);
    if (closing === UNCLOSED) {
      if (end < hardEnd && !final) return false;
      return cutAtFirstLine(bytes, start, end, hardEnd, final, out);
    }
    at = closing + 1;
  }

  if (complete) {
    out.end = limit;
    return out.lines === 1 || checkWidth(bytes, start, limits.width, out);
  }
  if (end < hardEnd) return false;
  return cutAtFirstLine(bytes, start, end, hardEnd, final, out);
}

const UNCLOSED = -1;
const MALFORMED = -2;

function findClosingQuote(
  bytes: Uint8Array,
  from: number,
  end: number,
  complete: boolean,
  out: RecordScan,
): number {
  let at = from;
  while (at < end) {
    const byte = bytes[at];
    if (byte === LF) out.lines += 1;
    if (byte !== QUOTE) {
      at += 1;
      continue;
    }
    if (at + 1 >= end) return complete ? at : UNCLOSED;
    const next = bytes[at + 1];
    if (next === QUOTE) {
      at += 2;
      continue;
    }
    if (next === COMMA || next === LF) return at;
    if (next !== CR) return MALFORMED;
    if (at + 2 >= end) return complete ? MALFORMED : UNCLOSED;
    return bytes[at + 2] === LF ? at : MALFORMED;
  }
  return UNCLOSED;
}

function cutAtFirstLine(
  bytes: Uint8Array,
  start: number,
  end: number,
  hardEnd: number,
  final: boolean,
  out: RecordScan,
): boolean {
  let at = start;
  while (at < end && bytes[at] !== LF) at += 1;
  out.lines = 1;
  out.malformed = true;
  if (at < end) {
    out.end = at + 1;
    return true;
  }
  if (end >= hardEnd) {
    out.oversized = true;
    out.end = end;
    return true;
  }
  out.end = end;
  return final;
}

function checkWidth(bytes: Uint8Array, start: number, width: number, out: RecordScan): true {
  if (width === 0 || countColumns(bytes, start, out.end) === width) return true;
  return cutAtFirstLine(bytes, start, out.end, Number.MAX_SAFE_INTEGER, true, out) as true;
}

function countColumns(bytes: Uint8Array, start: number, end: number): number {
  let columns = 1;
  let quoted = false;
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) quoted = !quoted;
    else if (byte === COMMA && !quoted) columns += 1;
  }
  return columns;
}
