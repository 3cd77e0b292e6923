import { REJECT_SECTION, type Section } from '@regpipe/contracts';

/** A part of a clean chunk: the payload with its sections, and what it accounts for. */
export interface CleanPart {
  readonly payload: Buffer;
  readonly sections: readonly Section[];
  readonly firstRecord: number;
  readonly records: number;
  readonly firstLine: number;
  readonly lines: number;
  readonly loaded: number;
  readonly failed: number;
  readonly blank: number;
  readonly warnings: Readonly<Record<string, number>>;
}

export type RecordOutcome = 'loaded' | 'failed' | 'blank';

export interface PartOptions {
  /** Names of the tables' sections, in order; the rejects' follows them. */
  readonly sections: readonly string[];
  readonly maxBytes: number;
  readonly firstRecord: number;
  readonly firstLine: number;
  /** The line behind the chunk's last one. */
  readonly endLine: number;
}

/** No character of a JavaScript string takes more UTF-8 bytes than this a unit. */
const MAX_BYTES_PER_UNIT = 3;

/**
 * Collects encoded records into as few parts as the size limit allows; nearly always one. The cut depends on the records
 * alone, so the same chunk gives the same parts every time: the ledger counts on it.
 */
export class PartBuilder {
  readonly #options: PartOptions;
  readonly #names: readonly string[];
  readonly #parts: CleanPart[] = [];
  #texts: string[];
  /** Never less than the bytes collected; exact only when it has to be, as counting bytes costs time. */
  #bytesAtMost = 0;
  #counts = { loaded: 0, failed: 0, blank: 0 };
  #warnings: Record<string, number> = {};
  #firstRecord: number;
  #firstLine: number;

  constructor(options: PartOptions) {
    this.#options = options;
    this.#names = [...options.sections, REJECT_SECTION];
    this.#firstRecord = options.firstRecord;
    this.#firstLine = options.firstLine;
    this.#texts = this.#names.map(() => '');
  }

  /**
   * Adds one record: its COPY text for each section (the last is the rejects') and its source line. Gives false, and
   * takes nothing, when the record alone exceeds the limit.
   */
  add(outcome: RecordOutcome, texts: readonly string[], warnings: readonly string[], line: number): boolean {
    if (!this.#makeRoom(texts, line)) return false;
    for (let index = 0; index < texts.length; index += 1) {
      this.#texts[index] = (this.#texts[index] ?? '') + (texts[index] ?? '');
    }
    this.#counts[outcome] += 1;
    for (const code of warnings) this.#warnings[code] = (this.#warnings[code] ?? 0) + 1;
    return true;
  }

  finish(): readonly CleanPart[] {
    this.#close(this.#options.endLine);
    return this.#parts;
  }

  #makeRoom(texts: readonly string[], line: number): boolean {
    const { maxBytes } = this.#options;
    let units = 0;
    for (const text of texts) units += text.length;
    if (this.#bytesAtMost + units * MAX_BYTES_PER_UNIT <= maxBytes) {
      this.#bytesAtMost += units * MAX_BYTES_PER_UNIT;
      return true;
    }
    const added = countBytes(texts);
    if (added > maxBytes) return false;
    this.#bytesAtMost = countBytes(this.#texts);
    if (this.#bytesAtMost + added > maxBytes) this.#close(line);
    this.#bytesAtMost += added;
    return true;
  }

  #close(endLine: number): void {
    const { loaded, failed, blank } = this.#counts;
    const records = loaded + failed + blank;
    if (records > 0) {
      const buffers = this.#texts.map((text) => Buffer.from(text, 'utf8'));
      this.#parts.push({
        payload: Buffer.concat(buffers),
        sections: this.#names.map((name, index) => ({ name, bytes: buffers[index]?.length ?? 0 })),
        firstRecord: this.#firstRecord,
        records,
        firstLine: this.#firstLine,
        lines: endLine - this.#firstLine,
        loaded,
        failed,
        blank,
        warnings: this.#warnings,
      });
    }
    this.#firstRecord += records;
    this.#firstLine = endLine;
    this.#texts = this.#names.map(() => '');
    this.#bytesAtMost = 0;
    this.#counts = { loaded: 0, failed: 0, blank: 0 };
    this.#warnings = {};
  }
}

function countBytes(texts: readonly string[]): number {
  let bytes = 0;
  for (const text of texts) bytes += Buffer.byteLength(text);
  return bytes;
}
