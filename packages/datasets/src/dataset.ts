import type { MergeDefinition, SearchIndex, TableDefinition } from '@regpipe/contracts';
import type { Field } from '@regpipe/csv';
import type { z } from 'zod';

export interface Reject {
  /** UPPER_SNAKE code, stored as `error_type`. */
  readonly type: string;
  readonly message: string;
}

/** What a transform did with a record. A reject and a blank must not have written rows. */
export type Outcome = 'written' | 'blank' | Reject;

/** What a column of a row gets: a field as it stands, another text, or SQL NULL. */
export type Value = Field | string | null;

/** Receives the rows of one record. */
export interface RowWriter {
  /** One row of table number `table`; `values` follow that table's `written` columns. */
  row(table: number, values: readonly Value[]): void;
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

/**
 * A question about all rows of the live version. It may take a second or two: it is computed once for each version, kept,
 * and answered as `{version, items}`.
 */
export interface StatisticsRoute {
  /** Fastify path under /api, without parameters. */
  readonly path: string;
  readonly summary: string;
  /** Of one item of the answer. */
  readonly item: z.ZodType;
  /** Present where a request may ask for the first so many items only. */
  readonly limit?: { readonly most: number; readonly usual: number };
  /** All items, in their order; as few as can be kept in memory, whatever the rows hold. */
  items(query: RunQuery): Promise<readonly unknown[]>;
}

export type RunQuery = <Row>(sql: string, values: readonly unknown[]) => Promise<Row[]>;

/** Which dropped files hold a data set. */
export interface DropDefinition {
  /** Matches the file's name, without the path. */
  readonly fileName: RegExp;
  /** After a temporary failure: how often to try again, and the first pause, which doubles each time. */
  readonly retries: number;
  readonly firstPauseMs: number;
}

/** Each job's file is the whole data set: it takes the place of what is live, at once. */
export interface ReplaceDataset extends DatasetParts {
  readonly load: 'replace';
  /** Where it is published. */
  readonly source: string;
}

/** Each job's file holds some rows, which are merged into tables that live on. */
export interface MergeDataset extends DatasetParts {
  readonly load: 'merge';
  /** It has no address: each job says which file it is about. */
  readonly source: null;
  readonly merge: MergeDefinition;
  readonly drops: DropDefinition;
}

/** A data set is data: everything that regpipe knows about one file. */
export type Dataset = ReplaceDataset | MergeDataset;

interface DatasetParts {
  /** Kebab-case; stands in subjects and URLs. */
  readonly name: string;
  readonly title: { readonly en: string; readonly 'zh-TW': string };
  /** Names of the columns that the file must have, in the order in which `transform` gets them; file order is free. */
  readonly columns: readonly string[];
  /** Columns that the file may have besides; any other unknown column is a header mismatch. */
  readonly optionalColumns?: readonly string[];
  /**
   * The source's date (YYYY-MM-DD) when these fields, in file order, are the stamp line and no record. `lastModified`
   * helps with a two-digit year.
   */
  sourceStamp?(fields: readonly string[], lastModified: Date | null): string | undefined;
  readonly tables: readonly TableDefinition[];
  /**
   * `fields` stand in the order of `columns` and are never fewer. Called a million times, so it must be quick: fields that
   * are passed on need not become strings.
   */
  transform(fields: readonly Field[], rows: RowWriter): Outcome;
  /** By type of reject the column that it is about, so that the fault can be shown in the record's text. */
  readonly rejectColumns?: Readonly<Record<string, string>>;
  readonly searchIndexes?: readonly SearchIndex[];
  readonly routes?: readonly QueryRoute[];
  readonly statistics?: readonly StatisticsRoute[];
}
