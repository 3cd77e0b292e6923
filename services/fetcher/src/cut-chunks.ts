import { newRecordScan, type RecordScan, type ScanLimits, scanRecord } from '@regpipe/csv';

/** A place between two records of the source. */
export interface CutPosition {
  readonly chunk: number;
  readonly firstRecord: number;
  /** Physical line, from 1. */
  readonly firstLine: number;
  /** Offset in the decoded source. */
  readonly byteOffset: number;
}

export interface CutOptions {
  /** Most bytes of a chunk, and of a record. */
  readonly chunkBytes: number;
  readonly chunkRecords: number | null;
  /** Stop after this many records of the source. */
  readonly recordLimit: number | null;
  /** Columns of the header. */
  readonly width: number;
}

/** A run of whole records. */
export interface CutChunk extends CutPosition {
  readonly records: number;
  readonly lines: number;
  /** Bytes spanned in the source. */
  readonly rawBytes: number;
  /** Set when the chunk is one record that is too large: `payload` is only its start. */
  readonly oversizedBytes: number | null;
  readonly payload: Buffer;
}

/** As much of an oversized record as is kept to show what it was. */
const OVERSIZED_SAMPLE_BYTES = 64 * 1024;
const LF = 10;
const QUOTE = 34;

/**
 * Cuts a stream of bytes into chunks of whole records. Where it cuts follows from the bytes behind the starting position
 * alone: fetching again from a chunk's border gives the same chunks with the same numbers, which is what makes a resumed
 * job and a redelivered command add nothing twice. Holds at most two chunks and a piece of input.
 */
export class ChunkCutter {
  readonly #options: CutOptions;
  readonly #limits: ScanLimits;
  readonly #scan: RecordScan = newRecordScan();
  #position: CutPosition;
  #window: Buffer;
  /** The window's data: the chunk being collected starts at `begin`, its last whole record ends at `scanned`. */
  #begin = 0;
  #scanned = 0;
  #end = 0;
  /** The window up to `end`. */
  #data: Buffer = Buffer.alloc(0);
  #records = 0;
  #lines = 0;
  /** The first quote at or behind `scanned`, or where the search for one ended; smaller when it is to be searched for. */
  #quote = -1;
  #oversized: { bytes: number; sample: Buffer } | undefined;

  constructor(position: CutPosition, options: CutOptions) {
    this.#position = position;
    this.#options = options;
    this.#limits = { width: options.width, maxRecordBytes: options.chunkBytes };
    this.#window = Buffer.allocUnsafe(options.chunkBytes * 2 + 128 * 1024);
  }

  /** Where the next chunk starts; after `finish` the end of what was cut. */
  get position(): CutPosition {
    return this.#position;
  }

  /** True once the record limit is reached: no more input is needed. */
  get isFull(): boolean {
    const { recordLimit } = this.#options;
    return recordLimit !== null && this.#position.firstRecord + this.#records >= recordLimit;
  }

  /** Takes the next bytes and gives the chunks that they complete. */
  *push(bytes: Buffer): Generator<CutChunk> {
    const rest = this.#skipOversized(bytes);
    if (rest === undefined) return;
    if (rest !== bytes) yield this.#closeOversized();
    this.#append(rest);
    yield* this.#collect(false);
  }

  /** Takes the end of the source and gives the last chunks. */
  *finish(): Generator<CutChunk> {
    if (this.#oversized !== undefined) yield this.#closeOversized();
    yield* this.#collect(true);
    if (this.#records > 0) yield this.#close();
  }

  *#collect(final: boolean): Generator<CutChunk> {
    const { chunkBytes, chunkRecords } = this.#options;
    const scan = this.#scan;
    while (this.#scanned < this.#end && !this.isFull) {
      if (!this.#scanRecord(final)) return;
      if (this.#records > 0 && (scan.oversized || scan.end - this.#begin > chunkBytes)) {
        yield this.#close();
        continue;
      }
      if (scan.oversized) {
        this.#beginOversized();
        const rest = this.#skipOversized(this.#window.subarray(this.#scanned, this.#end));
        if (rest === undefined) {
          this.#begin = this.#scanned = this.#end;
          return;
        }
        this.#begin = this.#scanned = this.#end - rest.length;
        yield this.#closeOversized();
        continue;
      }
      this.#scanned = scan.end;
      this.#records += 1;
      this.#lines += scan.lines;
      // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- a getter, and a record was counted since
      if (this.#records === chunkRecords || this.isFull) yield this.#close();
    }
  }

  /**
   * Finds the next record's end. Without a quote that is its line break, which Buffer finds five times as fast as a scan
   * byte by byte.
   */
  #scanRecord(final: boolean): boolean {
    const from = this.#scanned;
    const lineBreak = this.#data.indexOf(LF, from);
    if (lineBreak !== -1 && lineBreak < from + this.#limits.maxRecordBytes) {
      if (this.#quote < from) {
        const found = this.#data.indexOf(QUOTE, from);
        this.#quote = found === -1 ? this.#end : found;
      }
      if (lineBreak < this.#quote) {
        setPlain(this.#scan, lineBreak + 1);
        return true;
      }
    }
    return scanRecord(this.#window, from, this.#end, final, this.#limits, this.#scan);
  }

  #append(bytes: Buffer): void {
    if (this.#end + bytes.length > this.#window.length) {
      const kept = this.#end - this.#begin;
      const target =
        kept + bytes.length > this.#window.length
          ? Buffer.allocUnsafe((kept + bytes.length) * 2)
          : this.#window;
      this.#window.copy(target, 0, this.#begin, this.#end);
      this.#window = target;
      this.#scanned -= this.#begin;
      this.#quote = -1;
      this.#begin = 0;
      this.#end = kept;
    }
    bytes.copy(this.#window, this.#end);
    this.#end += bytes.length;
    this.#data = this.#window.subarray(0, this.#end);
  }

  #close(): CutChunk {
    // The window is written over later, while the chunk may still be on its way.
    const payload = Buffer.from(this.#window.subarray(this.#begin, this.#scanned));
    this.#begin = this.#scanned;
    return this.#emit(payload, payload.length, null);
  }

  #emit(payload: Buffer, rawBytes: number, oversizedBytes: number | null): CutChunk {
    const cut = {
      ...this.#position,
      records: this.#records,
      lines: this.#lines,
      rawBytes,
      oversizedBytes,
      payload,
    };
    this.#position = {
      chunk: cut.chunk + 1,
      firstRecord: cut.firstRecord + cut.records,
      firstLine: cut.firstLine + cut.lines,
      byteOffset: cut.byteOffset + rawBytes,
    };
    this.#records = 0;
    this.#lines = 0;
    return cut;
  }

  #beginOversized(): void {
    // Its first bytes up to the limit are in the window, however the input was cut: the sample is the same each time.
    const sampleEnd = this.#scanned + Math.min(this.#limits.maxRecordBytes, OVERSIZED_SAMPLE_BYTES);
    this.#oversized = { bytes: 0, sample: Buffer.from(this.#window.subarray(this.#scanned, sampleEnd)) };
  }

  /** Gives what follows the oversized record's line break; undefined while that has not come. */
  #skipOversized(bytes: Buffer): Buffer | undefined {
    if (this.#oversized === undefined) return bytes;
    const lineBreak = bytes.indexOf(LF);
    this.#oversized.bytes += lineBreak === -1 ? bytes.length : lineBreak + 1;
    return lineBreak === -1 ? undefined : bytes.subarray(lineBreak + 1);
  }

  #closeOversized(): CutChunk {
    const { bytes, sample } = this.#oversized ?? { bytes: 0, sample: Buffer.alloc(0) };
    this.#oversized = undefined;
    this.#records = 1;
    this.#lines = 1;
    return this.#emit(sample, bytes, bytes);
  }
}

/** What a scan says of a record that is one line without a quote. */
function setPlain(scan: RecordScan, end: number): void {
  scan.end = end;
  scan.lines = 1;
  scan.malformed = false;
  scan.oversized = false;
}
