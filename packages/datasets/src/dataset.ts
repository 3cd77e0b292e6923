import type { z } from 'zod';

/** A target table, without its provenance column `source_line`, which regpipe adds to every version table. */
export interface TableDefinition {
  /** The live name in schema `public`. */
  readonly name: string;
  /** Every column of the live view, in order. */
  readonly columns: readonly ColumnDefinition[];
  /** The columns that a transform writes, in the order of its values; the others take their default. */
  readonly written: readonly string[];
  readonly primaryKey?: readonly string[];
  readonly unique?: readonly (readonly string[])[];
  readonly indexes?: readonly (readonly string[])[];
  readonly references?: { readonly columns: readonly string[]; readonly table: string; readonly foreign: readonly string[] };
  /**
   * Set on exactly one table: the position in `written` of the key that makes a record unique in the file. Of several
   * records with one key the first in the source wins, the others are reported as DUPLICATE.
   */
  readonly recordKey?: number;
  /** On a table beside the main one: the column that holds the record's key, so that a duplicate's rows go with it. */
  readonly belongsTo?: string;
}

export interface ColumnDefinition {
  readonly name: string;
  /** Type, NOT NULL and DEFAULT as SQL. */
  readonly sql: string;
}

/** An index that only speeds queries up; built after the publication is live. */
export interface SearchIndex {
  /** Unique within the data set; prefixed by the version when built. */
  readonly name: string;
  readonly table: string;
  /** Everything after `ON <table>`, for instance `USING gin (regpipe.bigrams(name))`. */
  readonly definition: string;
}

export interface Reject {
  /** UPPER_SNAKE code, stored as `error_type`. */
  readonly type: string;
  readonly message: string;
}

/** What a transform did with a record. A reject and a blank must not have written rows. */
export type Outcome = 'written' | 'blank' | Reject;

/** Receives the rows of one record. */
export interface RowWriter {
  /** One row of table number `table`; `values` follow that table's `written` columns; null is SQL NULL. */
  row(table: number, values: readonly (string | null)[]): void;
  /** Counts a warning: the record is loaded, but something about it was mended or looks wrong. */
  warn(code: string): void;
}

/** Answers of a data set's own queries over the HTTP API. `query` runs one parameterised SELECT. */
export interface QueryRoute {
  /** Fastify path under /api, for instance `/registrations/:ban`. */
  readonly path: string;
  readonly summary: string;
  readonly params?: z.ZodObject;
  readonly querystring?: z.ZodObject;
  readonly response: z.ZodType;
  /** Gives undefined for "no such record". */
  answer(request: { params: unknown; query: unknown }, query: RunQuery): Promise<unknown>;
}
export type RunQuery = <Row>(sql: string, values: readonly unknown[]) => Promise<Row[]>;

/** A data set is data: everything that regpipe knows about one file. */
export interface Dataset {
  /** Kebab-case; stands in subjects and URLs. */
  readonly name: string;
  readonly title: { readonly en: string; readonly 'zh-TW': string };
  readonly source: string;
  /** Names of the columns that the file must have, in the order in which `transform` gets them; file order is free. */
  readonly columns: readonly string[];
  /** Columns that the file may have besides; any other unknown column is a header mismatch. */
  readonly optionalColumns?: readonly string[];
  /**
   * The source's date (YYYY-MM-DD) when these fields, in file order, are the stamp line and no record. `lastModified`
   * helps with a two-digit year.
   */
  sourceStamp?(fields: readonly string[], lastModified: Date | null): string | undefined;
  readonly load: 'replace';
  readonly tables: readonly TableDefinition[];
  /** `fields` stand in the order of `columns` and are never fewer. Pure; called a million times, so it must be quick. */
  transform(fields: readonly string[], rows: RowWriter): Outcome;
  readonly searchIndexes?: readonly SearchIndex[];
  readonly routes?: readonly QueryRoute[];
}
