import type { TableDefinition } from '@regpipe/contracts';

import type { BenchStack } from '../bench-stack.ts';
import type { ReferenceRun, RowCounts } from '../results.ts';

export interface Material {
  readonly bench: BenchStack;
  /** In the source. */
  readonly records: number;
  readonly tables: readonly TableDefinition[];
  /** As it is served to the pipeline. */
  readonly sourceUrl: string;
  /** Holds the rows that a job has published, as COPY text, and what else a reference needs. */
  readonly directory: string;
}

/** Another way to fill the same tables on the same server. */
export interface Reference {
  readonly name: string;
  /** What it does and what it leaves out, in one line. */
  readonly notes: string;
  /** What its tables must hold, given what the job's hold: times of different work must not stand side by side. */
  expectedRows(job: RowCounts, records: number): RowCounts;
  /** Why it cannot run on this machine; undefined when it can. */
  obstacle(): Promise<string | undefined>;
  /** Works in a schema of its own, and leaves that behind. Gives no counts: they are read from the tables. */
  run(material: Material, schema: string): Promise<Omit<ReferenceRun, 'rows'>>;
}
