const SPACE = 0x20;
const TAB = 0x09;
const CR = 0x0d;

/**
 * One field of a record, as a view of its bytes: UTF-8, unquoted. Most fields of a million records are passed on as they
 * are; a string made of each of them was half of the transformer's time and nearly all of its garbage.
 *
 * A reader fills the same views for every record: whoever keeps a field beyond its record keeps `toString()`.
 */
export class Field {
  bytes: Buffer = Buffer.alloc(0);
  start = 0;
  end = 0;

  static of(this: void, text: string): Field {
    const bytes = Buffer.from(text);
    return new Field().view(bytes, 0, bytes.length);
  }

  view(bytes: Buffer, start: number, end: number): this {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    return this;
  }

  /** In bytes. */
  get length(): number {
    return this.end - this.start;
  }

  /** The byte at a place; the character's code where it is an ASCII one. */
  charCodeAt(index: number): number {
    return this.bytes[this.start + index] ?? 0;
  }

  equals(other: Field): boolean {
    if (this.length !== other.length) return false;
    for (let index = 0; index < this.length; index += 1) {
      if (this.charCodeAt(index) !== other.charCodeAt(index)) return false;
    }
    return true;
  }

  /** Narrows the view by the white space around the text: the same as `String.trim` takes, full-width spaces too. */
  trim(): this {
    const { bytes } = this;
    let { start, end } = this;
    while (start < end) {
      const width = spaceAt(bytes, start, end);
      if (width === 0) break;
      start += width;
    }
    while (start < end) {
      const width = spaceBefore(bytes, start, end);
      if (width === 0) break;
      end -= width;
    }
    this.start = start;
    this.end = end;
    return this;
  }

  toString(): string {
    return this.bytes.toString('utf8', this.start, this.end);
  }
}

/** Bytes of the white space that begins at `at`; 0 when none does. */
function spaceAt(bytes: Buffer, at: number, end: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return isAsciiSpace(first) ? 1 : 0;
  if (first < 0xe1) return first === 0xc2 && at + 1 < end && bytes[at + 1] === 0xa0 ? 2 : 0;
  return at + 2 < end && isWideSpace(first, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0) ? 3 : 0;
}

/** Bytes of the white space that ends before `end`; 0 when none does. */
function spaceBefore(bytes: Buffer, start: number, end: number): number {
  const last = bytes[end - 1] ?? 0;
  if (last < 0x80) return isAsciiSpace(last) ? 1 : 0;
  if (end - 2 >= start && bytes[end - 2] === 0xc2) return last === 0xa0 ? 2 : 0;
  if (end - 3 < start) return 0;
  return isWideSpace(bytes[end - 3] ?? 0, bytes[end - 2] ?? 0, last) ? 3 : 0;
}

function isAsciiSpace(byte: number): boolean {
  return byte <= SPACE && (byte === SPACE || (byte >= TAB && byte <= CR));
}

/** U+1680, U+2000–200A, U+2028, U+2029, U+202F, U+205F, U+3000 and U+FEFF, as three bytes each. */
function isWideSpace(first: number, second: number, third: number): boolean {
  if (first === 0xe3) return second === 0x80 && third === 0x80;
  if (first === 0xef) return second === 0xbb && third === 0xbf;
  if (first === 0xe1) return second === 0x9a && third === 0x80;
  if (first !== 0xe2) return false;
  if (second === 0x81) return third === 0x9f;
  return (
    second === 0x80 && (third <= 0x8a || third === 0xa8 || third === 0xa9 || third === 0xaf) && third >= 0x80
  );
}
