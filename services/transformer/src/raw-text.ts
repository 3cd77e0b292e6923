import { isUtf8 } from 'node:buffer';

/** Longest raw text kept with a reject, in bytes; the rest is cut and said so. */
const MAX_RAW_BYTES = 16 * 1024;

/**
 * A rejected record as text that PostgreSQL can hold: without its line break, with bytes that are not UTF-8 and NULs
 * written as `\xHH`. Encoded for COPY it takes at most five bytes for one of the record's.
 *
 * @param wholeBytes size of the record, where `bytes` is only its start
 */
export function rawText(bytes: Buffer, wholeBytes = bytes.length, maxBytes = MAX_RAW_BYTES): string {
  const end = characterStart(bytes, Math.min(bytes.length, maxBytes, MAX_RAW_BYTES));
  const cut = end < wholeBytes;
  const shown = cut ? bytes.subarray(0, end) : trimLineBreak(bytes);
  const text = isUtf8(shown) && !shown.includes(0) ? shown.toString('utf8') : escapeForeignBytes(shown);
  return cut ? `${text}… (${wholeBytes} bytes in all)` : text;
}

/** The last place at or before `at` that is not inside a UTF-8 character. */
function characterStart(bytes: Buffer, at: number): number {
  for (let back = 0; back < 4; back += 1) {
    if (((bytes[at - back] ?? 0) & 0xc0) !== 0x80) return at - back;
  }
  return at;
}

function trimLineBreak(bytes: Buffer): Buffer {
  let end = bytes.length;
  if (bytes[end - 1] === 10) end -= 1;
  if (bytes[end - 1] === 13) end -= 1;
  return bytes.subarray(0, end);
}

function escapeForeignBytes(bytes: Buffer): string {
  let text = '';
  let at = 0;
  while (at < bytes.length) {
    const length = characterLength(bytes, at);
    const byte = bytes[at] ?? 0;
    if (length === 0 || byte === 0) {
      text += `\\x${byte.toString(16).padStart(2, '0')}`;
      at += 1;
    } else {
      text += bytes.toString('utf8', at, at + length);
      at += length;
    }
  }
  return text;
}

/** Bytes of the valid UTF-8 character at `at`; 0 when there is none. */
function characterLength(bytes: Buffer, at: number): number {
  for (let length = 1; length <= 4 && at + length <= bytes.length; length += 1) {
    if (isUtf8(bytes.subarray(at, at + length))) return length;
  }
  return 0;
}
