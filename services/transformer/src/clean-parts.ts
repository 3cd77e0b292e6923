import type { Section } from '@regpipe/contracts';

import type { Sections } from './sections.ts';

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
  readonly maxBytes: number;
  readonly firstRecord: number;
  readonly firstLine: number;
  /** The line behind the chunk's last one. */
  readonly endLine: number;
}

/**
 * Cuts what is written to the sections into as few parts as the size limit allows; nearly always one. The cut depends on
 * the records alone, so the same chunk gives the same parts every time: the ledger counts on it.
 */
export class PartBuilder {
  readonly #sections: Sections;
  readonly #options: PartOptions;
  readonly #parts: CleanPart[] = [];
  #counts = { loaded: 0, failed: 0, blank: 0 };
  #warnings: Record<string, number> = {};
  #firstRecord: number;
  #firstLine: number;

  /** @param sections whatever they hold is forgotten */
  constructor(sections: Sections, options: PartOptions) {
    this.#sections = sections;
    this.#options = options;
    this.#firstRecord = options.firstRecord;
    this.#firstLine = options.firstLine;
    sections.clear();
  }

  /**
   * Takes the record that was just written to the sections. Gives false, and takes it back, when it exceeds the limit by
   * itself.
   */
  add(outcome: RecordOutcome, warnings: readonly string[], line: number): boolean {
    const sections = this.#sections;
    const { maxBytes } = this.#options;
    if (sections.length > maxBytes) {
      if (sections.pending > maxBytes) {
        sections.takeBack();
        return false;
      }
      this.#close(line);
    }
    sections.keep();
    this.#counts[outcome] += 1;
    for (const code of warnings) this.#warnings[code] = (this.#warnings[code] ?? 0) + 1;
    return true;
  }

  finish(): readonly CleanPart[] {
    this.#close(this.#options.endLine);
    return this.#parts;
  }

  #close(endLine: number): void {
    const { loaded, failed, blank } = this.#counts;
    const records = loaded + failed + blank;
    if (records > 0) {
      this.#parts.push({
        ...this.#sections.take(),
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
    this.#counts = { loaded: 0, failed: 0, blank: 0 };
    this.#warnings = {};
  }
}
