import type { JobMode, MergeDefinition, TableDefinition } from '@regpipe/contracts';

import { findMainTable, keptText } from '../publish/repeated-records.ts';
import { keyTable, quote, versionTable } from '../versions/table-names.ts';

export type Reference = NonNullable<MergeDefinition['reference']>;

/** Where the rows of a merge job wait until all of them are read and checked; of a dry run only their keys. */
export interface StagedRows {
  readonly jobId: number;
  /** Quoted. */
  readonly table: string;
  /** The column by which a row refers to something, quoted. */
  readonly key: string;
  /** What is kept of a row `t` to show it: an SQL expression. */
  readonly kept: string;
}

export function stagedRows(
  tables: readonly TableDefinition[],
  { column }: Reference,
  job: { readonly id: number; readonly mode: JobMode },
): StagedRows {
  const { id: jobId, mode } = job;
  if (mode === 'dry-run') return { jobId, table: keyTable(jobId), key: 'key', kept: 't.key' };
  const main = findMainTable(tables)?.table;
  const table = versionTable(main?.name ?? '', jobId);
  return { jobId, table, key: quote(column), kept: main === undefined ? 'NULL' : keptText(main) };
}
