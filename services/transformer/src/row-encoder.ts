import { type TableDefinition, TerminalError } from '@regpipe/contracts';
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

/**
 * Writes every table's rows: a full job. Proves on the way that rows beside the main table name the record they come
 * with, so that no reference can be broken when they are loaded together.
 */
export class TableEncoder extends RowEncoder {
  readonly #places: readonly KeyPlace[];
  #key: Value = null;

  constructor(sections: Sections, tables: readonly TableDefinition[]) {
    super(sections);
    this.#places = tables.map(({ recordKey, belongsTo, written }) => ({
      own: recordKey ?? -1,
      reference: belongsTo === undefined ? -1 : written.indexOf(belongsTo),
    }));
  }

  override start(line: number): void {
    super.start(line);
    this.#key = null;
  }

  row(table: number, values: readonly Value[]): void {
    const place = this.#places[table];
    if (place !== undefined && place.own >= 0) this.#key = values[place.own] ?? null;
    if (place !== undefined && place.reference >= 0) this.#prove(table, values[place.reference] ?? null);
    this.sections.table(table).row(values, this.sourceLine);
  }

  #prove(table: number, reference: Value): void {
    // Nearly always the very same field; text that reads the same will do.
    if (reference !== null && (reference === this.#key || reference.toString() === this.#key?.toString()))
      return;
    throw new TerminalError(
      'MESSAGE_INVALID',
      `Line ${this.sourceLine}: a row of table number ${table} belongs to "${String(reference)}" and not to its record, "${String(this.#key)}".`,
    );
  }
}

/** Where in its values a table has the record's key; -1 where it has none. */
interface KeyPlace {
  readonly own: number;
  readonly reference: number;
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
