import { REJECT_SECTION, type Section } from '@regpipe/contracts';

import { CopyBuffer } from './copy-buffer.ts';

/**
 * The sections of a clean chunk while it is written: one for each table, and the rejects' as the last. Written record by
 * record, so that a record can be taken back as a whole.
 */
export class Sections {
  readonly names: readonly string[];
  readonly #buffers: readonly CopyBuffer[];
  /** Length of each section at the end of the last whole record. */
  readonly #kept: number[];

  /** @param tables names of the tables' sections */
  constructor(tables: readonly string[]) {
    this.names = [...tables, REJECT_SECTION];
    this.#buffers = this.names.map(() => new CopyBuffer());
    this.#kept = this.names.map(() => 0);
  }

  table(index: number): CopyBuffer {
    const buffer = this.#buffers[index];
    if (buffer === undefined) throw new RangeError(`There is no table number ${index}.`);
    return buffer;
  }

  get rejects(): CopyBuffer {
    return this.table(this.#buffers.length - 1);
  }

  /** Bytes in all. */
  get length(): number {
    let length = 0;
    for (const buffer of this.#buffers) length += buffer.length;
    return length;
  }

  /** Bytes of the record at work. */
  get pending(): number {
    let pending = this.length;
    for (const kept of this.#kept) pending -= kept;
    return pending;
  }

  /** The record at work is whole. */
  keep(): void {
    this.#buffers.forEach((buffer, index) => {
      this.#kept[index] = buffer.length;
    });
  }

  /** Takes the record at work back. */
  takeBack(): void {
    this.#buffers.forEach((buffer, index) => {
      buffer.cutAt(this.#kept[index] ?? 0);
    });
  }

  clear(): void {
    this.#kept.fill(0);
    this.takeBack();
  }

  /** Gives the whole records as one payload, and goes on with the record at work alone. */
  take(): { readonly payload: Buffer; readonly sections: readonly Section[] } {
    const payload = Buffer.concat(
      this.#buffers.map((buffer, index) => buffer.bytes.subarray(0, this.#kept[index])),
    );
    const sections = this.names.map((name, index) => ({ name, bytes: this.#kept[index] ?? 0 }));
    this.#buffers.forEach((buffer, index) => {
      buffer.drop(this.#kept[index] ?? 0);
    });
    this.#kept.fill(0);
    return { payload, sections };
  }
}
