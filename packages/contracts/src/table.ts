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
  readonly references?: {
    readonly columns: readonly string[];
    readonly table: string;
    readonly foreign: readonly string[];
  };
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

/** How the rows of a merge job get into tables that live on from job to job. */
export interface MergeDefinition {
  /** Of the data set's tables the one whose rows are merged: it has the same name and key as its live table. */
  readonly table: string;
  /** Columns of the live table that are set to the time of the merge. */
  readonly stamps: readonly string[];
  /** What a row must refer to for it to be merged. */
  readonly reference?: {
    /** The record's key: it is all that a dry run keeps of a record. */
    readonly column: string;
    readonly table: string;
    readonly foreign: string;
    /** Of a row that refers to nothing. */
    readonly reject: { readonly type: string; readonly message: string };
    /** A boolean column of what it refers to: where that is false, the row is merged with this warning. */
    readonly active?: { readonly column: string; readonly warning: string };
  };
  /** Tables that are created where they are missing, in this order; never changed, never dropped. */
  readonly liveTables: readonly TableDefinition[];
  /** Most chunks of a job that are loaded side by side, by however many loaders. */
  readonly maxConcurrency: number;
  /** Above so many percent of its records failed the job fails, and nothing of it is merged. */
  readonly toleratedFailurePercentage: number;
  /** Types of reject of which a single one fails the job: the file as a whole is not what it should be. */
  readonly fatalRejects: readonly string[];
}
