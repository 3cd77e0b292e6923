import type { TableDefinition } from '@regpipe/contracts';
import type { RowWriter, Value } from '@regpipe/datasets';

import type { Sections } from './sections.ts';

/** Writes the rows of one record at a time into the sections. */
export abstract class RowEncoder implements RowWriter {
  protected readonly sections: Sections;
  readonly warnings: string[] = [];
  protected sourceLine = '';

  constructor(sections: Sections) {
    this.sections = sections;
  }

  /** Goes on with the record at this line of the source. */
  start(line: number): void {
    this.sourceLine = String(line);
    this.warnings.length = 0;
  }

  warn(code: string): void {
    this.warnings.push(code);
  }

  abstract row(table: number, values: readonly Value[]): void;
}

/** Writes every table's rows: a full job. */
export class TableEncoder extends RowEncoder {
  row(table: number, values: readonly Value[]): void {
    this.sections.table(table).row(values, this.sourceLine);
  }
}

/** Writes the records' keys only: a dry run, which stores no rows but has to count duplicates. */
export class KeyEncoder extends RowEncoder {
  readonly #table: number;
  readonly #key: number;

  constructor(sections: Sections, tables: readonly TableDefinition[]) {
    super(sections);
    this.#table = tables.findIndex((table) => table.recordKey !== undefined);
    this.#key = tables[this.#table]?.recordKey ?? 0;
  }

  row(table: number, values: readonly Value[]): void {
    if (table === this.#table) this.sections.table(0).row([values[this.#key] ?? null], this.sourceLine);
  }
}
