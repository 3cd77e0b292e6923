import {
  type CleanChunk,
  type JobLoad,
  type JobMode,
  KEY_SECTION,
  REJECT_SECTION,
  type TableDefinition,
} from '@regpipe/contracts';
import { createJob, type Database } from '@regpipe/database';

export interface SampleChunk {
  readonly chunk: CleanChunk;
  readonly payload: Buffer;
}

type Cells = readonly (string | number)[];

export interface ChunkContents<Row> {
  readonly jobId: number;
  readonly dataset: string;
  readonly mode: JobMode;
  /** Of the chunk. */
  readonly number: number;
  /** Most records of a chunk, each of which is a line. */
  readonly most: number;
  /** Lines before the first record. */
  readonly headerLines: number;
  readonly records: readonly (Row | { readonly reject: string })[];
  readonly key: (row: Row) => string;
  /** Tells what the row is in which table. */
  readonly addRow: (row: Row, line: number, add: (table: string, cells: Cells) => void) => void;
}

/** A chunk as a transformer makes it of these records. */
export function makeChunk<Row extends object>(contents: ChunkContents<Row>): SampleChunk {
  const { jobId, dataset, mode, number, most, headerLines, records, key, addRow } = contents;
  const firstLine = 1 + headerLines + number * most;
  const texts = new Map<string, string>();
  const add = (section: string, cells: Cells) =>
    texts.set(section, `${texts.get(section) ?? ''}${cells.join('\t')}\n`);
  records.forEach((record, index) => {
    const line = firstLine + index;
    if ('reject' in record) add(REJECT_SECTION, [jobId, number, line, record.reject, 'No good.', 'raw text']);
    else if (mode === 'dry-run') add(KEY_SECTION, [key(record), line]);
    else addRow(record, line, add);
  });
  const failed = records.filter((record) => 'reject' in record).length;
  const chunk: CleanChunk = {
    ...{ jobId, dataset, attempt: 1, mode, chunk: number, part: 1, parts: 1 },
    firstRecord: number * most,
    records: records.length,
    firstLine,
    lines: records.length,
    byteOffset: number * 10_000,
    rawBytes: 10_000,
    crc32: number,
    loaded: records.length - failed,
    failed,
    blank: 0,
    warnings: {},
    sections: [...texts].map(([name, text]) => ({ name, bytes: Buffer.byteLength(text) })),
  };
  return { chunk, payload: Buffer.from([...texts.values()].join('')) };
}

export interface SampleJob {
  readonly dataset: { readonly name: string; readonly tables: readonly TableDefinition[] };
  readonly load?: JobLoad;
  readonly mode: JobMode;
  readonly accepted?: boolean;
}

/** Gives the job's id. */
export async function addSampleJob(
  database: Database,
  { dataset, load = 'replace', mode, accepted = false }: SampleJob,
): Promise<number> {
  const result = await createJob(database, {
    ...{ dataset: dataset.name, tables: dataset.tables, load, mode, accepted },
    source: `/data/${dataset.name}.csv`,
    chunkBytes: 65_536,
    chunkRecords: null,
    recordLimit: null,
    forced: false,
  });
  if ('created' in result) return result.created;
  throw new Error(`The job was not created: ${JSON.stringify(result)}`);
}
