import type { Value } from '@regpipe/datasets';

const TAB = 9;
const LF = 10;
const CR = 13;
const BACKSLASH = 92;
const CAPITAL_N = 78;

const INITIAL_BYTES = 64 * 1024;

/**
 * Collects rows in PostgreSQL's COPY text format, as bytes. Used again for every chunk.
 *
 * @see https://www.postgresql.org/docs/17/sql-copy.html
 */
export class CopyBuffer {
  #bytes = Buffer.allocUnsafe(INITIAL_BYTES);
  #length = 0;

  /** In bytes. */
  get length(): number {
    return this.#length;
  }

  /** What was written; valid until the next write. */
  get bytes(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  /** One line: the values, and one more in the last column. */
  row(values: readonly Value[], last: string): void {
    for (const value of values) {
      this.#value(value);
      this.#bytes[this.#length - 1] = TAB;
    }
    this.#value(last);
    this.#bytes[this.#length - 1] = LF;
  }

  /** Forgets everything behind the first `length` bytes. */
  cutAt(length: number): void {
    this.#length = length;
  }

  /** Forgets the first `length` bytes. */
  drop(length: number): void {
    this.#bytes.copyWithin(0, length, this.#length);
    this.#length -= length;
  }

  /** Writes a value and leaves one byte behind it for what ends it. */
  #value(value: Value): void {
    if (value === null) {
      this.#reserve(3);
      this.#bytes[this.#length] = BACKSLASH;
      this.#bytes[this.#length + 1] = CAPITAL_N;
      this.#length += 3;
    } else if (typeof value !== 'string') {
      this.#escaped(value.bytes, value.start, value.end);
    } else if (value.length > SHORT || !this.#short(value)) {
      const bytes = Buffer.from(value);
      this.#escaped(bytes, 0, bytes.length);
    }
  }

  #escaped(source: Uint8Array, start: number, end: number): void {
    this.#reserve(2 * (end - start) + 1);
    const bytes = this.#bytes;
    let to = this.#length;
    for (let at = start; at < end; at += 1) {
      const byte = source[at] ?? 0;
      // Nearly no byte needs an escape: two comparisons say so.
      if (byte <= CR || byte === BACKSLASH) {
        const letter = escapeOf(byte);
        if (letter !== 0) {
          bytes[to] = BACKSLASH;
          bytes[to + 1] = letter;
          to += 2;
          continue;
        }
      }
      bytes[to] = byte;
      to += 1;
    }
    this.#length = to + 1;
  }

  /** Writes a short text of characters that mean nothing to COPY; gives false, and writes nothing, when it is another. */
  #short(text: string): boolean {
    this.#reserve(SHORT + 1);
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      if (code <= CR || code === BACKSLASH || code >= 0x80) return false;
      this.#bytes[this.#length + index] = code;
    }
    this.#length += text.length + 1;
    return true;
  }

  #reserve(count: number): void {
    const needed = this.#length + count;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(needed, this.#bytes.length * 2));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}

/** Texts that are cheaper to write by hand than by a call to Buffer. */
const SHORT = 24;

/** The letter that stands for a byte behind a backslash; 0 when the byte means nothing to COPY. */
function escapeOf(byte: number): number {
  if (byte === BACKSLASH) return BACKSLASH;
  if (byte === TAB) return 0x74;
  if (byte === LF) return 0x6e;
  return byte === CR ? 0x72 : 0;
}
