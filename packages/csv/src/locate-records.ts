import { newRecordScan, scanRecord } from './scan-record.ts';

const LF = 10;
const CR = 13;
const QUOTE = 34;
const COMMA = 44;

/** How a record is to be read. By its commas alone; a field in quotes has nothing in it that needs them, but commas. */
export const PLAIN = 0;
/** There are doubled quotes or line breaks inside quotes. */
export const QUOTED = 1;
/** A quote stands where none may. */
export const MALFORMED = 2;

/**
 * Where the records of a chunk are, exactly as the fetcher cut them from the source, and where the commas of the
 * plain ones are. Numbers only, in arrays that are used again for the next chunk: nothing here becomes garbage.
 */
export class RecordPlaces {
  count = 0;
  #starts = new Int32Array(4096);
  #kinds = new Uint8Array(4096);
  #lines = new Int32Array(4096);
  #firstCommas = new Int32Array(4096);
  #commas = new Int32Array(65_536);
  #commaCount = 0;
  readonly #scan = newRecordScan();

  start(index: number): number {
    return this.#starts[index] ?? 0;
  }

  /** Behind the record's line break. */
  end(index: number): number {
    return this.#starts[index + 1] ?? 0;
  }

  kind(index: number): number {
    return this.#kinds[index] ?? PLAIN;
  }

  /** Physical line within the chunk, from 0. */
  line(index: number): number {
    return this.#lines[index] ?? 0;
  }

  /** Of a plain record: number of its first comma. */
  firstComma(index: number): number {
    return this.#firstCommas[index] ?? 0;
  }

  commaAt(comma: number): number {
    return this.#commas[comma] ?? 0;
  }

  /** @param width columns of the header */
  locate(bytes: Uint8Array, width: number): void {
    // A chunk has no record that is larger than itself.
    const limits = { width, maxRecordBytes: bytes.length };
    this.count = 0;
    this.#commaCount = 0;
    let start = 0;
    let line = 0;
    while (start < bytes.length) {
      this.#makeRoom();
      this.#starts[this.count] = start;
      this.#lines[this.count] = line;
      this.#firstCommas[this.count] = this.#commaCount;
      const end = this.#scanPlain(bytes, start);
      if (end === NOT_PLAIN) {
        this.#commaCount = this.#firstCommas[this.count] ?? 0;
        scanRecord(bytes, start, bytes.length, true, limits, this.#scan);
        this.#kinds[this.count] = this.#scan.malformed ? MALFORMED : QUOTED;
        start = this.#scan.end;
        line += this.#scan.lines;
      } else {
        this.#kinds[this.count] = PLAIN;
        start = end;
        line += 1;
      }
      this.count += 1;
    }
    this.#starts[this.count] = start;
    this.#firstCommas[this.count] = this.#commaCount;
  }

  /** Gives the end of a plain record, and notes the commas between its fields. */
  #scanPlain(bytes: Uint8Array, start: number): number {
    let commas = this.#commas;
    let count = this.#commaCount;
    let at = start;
    for (; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      // One comparison is enough for nearly every byte.
      if (byte > COMMA) continue;
      if (byte === COMMA) {
        if (count === commas.length) commas = this.#commas = grow(commas);
        commas[count] = at;
        count += 1;
      } else if (byte === LF) {
        at += 1;
        break;
      } else if (byte === QUOTE) {
        if (at > start && bytes[at - 1] !== COMMA) return NOT_PLAIN;
        at = closingQuote(bytes, at);
        if (at === NOT_PLAIN) return NOT_PLAIN;
      }
    }
    this.#commaCount = count;
    return at;
  }

  /** For one more record and the end of the last. */
  #makeRoom(): void {
    if (this.count + 2 <= this.#starts.length) return;
    this.#starts = grow(this.#starts);
    this.#lines = grow(this.#lines);
    this.#firstCommas = grow(this.#firstCommas);
    const kinds = new Uint8Array(this.#kinds.length * 2);
    kinds.set(this.#kinds);
    this.#kinds = kinds;
  }
}

const NOT_PLAIN = -1;

/** Gives the place of the quote that ends a field, when neither a quote nor a line break is inside. */
function closingQuote(bytes: Uint8Array, opening: number): number {
  for (let at = opening + 1; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === LF) return NOT_PLAIN;
    if (byte !== QUOTE) continue;
    const next = bytes[at + 1];
    const ends = next === undefined || next === COMMA || next === LF || (next === CR && bytes[at + 2] === LF);
    return ends ? at : NOT_PLAIN;
  }
  return NOT_PLAIN;
}

function grow(numbers: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(numbers.length * 2);
  larger.set(numbers);
  return larger;
}
