import type { TableDefinition } from '@regpipe/contracts';
import type { RowWriter } from '@regpipe/datasets';

import { encodeRow, encodeValue } from './encode-copy.ts';

/** Takes the rows of one record at a time and holds their COPY text until the next `start`. */
export interface RecordEncoder extends RowWriter {
  /** Names of the sections, in the order of `texts`. */
  readonly sections: readonly string[];
  /** COPY text by section; one more than `sections`, the last for a reject. */
  readonly texts: string[];
  readonly warnings: string[];
  start(line: number): void;
}

/** Encodes every table's rows: a full job. */
export function tableEncoder(tables: readonly TableDefinition[]): RecordEncoder {
  return encoder(
    tables.map((table) => table.name),
    (texts, table, values, line) => {
      texts[table] = (texts[table] ?? '') + encodeRow(values, line);
    },
  );
}

/** Encodes the records' keys only: a dry run, which writes no rows but has to count duplicates. */
export function keyEncoder(tables: readonly TableDefinition[], section: string): RecordEncoder {
  const main = tables.findIndex((table) => table.recordKey !== undefined);
  const key = tables[main]?.recordKey ?? 0;
  return encoder([section], (texts, table, values, line) => {
    if (table === main) texts[0] = `${texts[0] ?? ''}${encodeValue(values[key] ?? null)}\t${line}\n`;
  });
}

type Append = (texts: string[], table: number, values: readonly (string | null)[], line: number) => void;

function encoder(sections: readonly string[], append: Append): RecordEncoder {
  const texts = ['', ...sections.map(() => '')];
  const warnings: string[] = [];
  let sourceLine = 0;
  return {
    sections,
    texts,
    warnings,
    start: (line) => {
      texts.fill('');
      warnings.length = 0;
      sourceLine = line;
    },
    row: (table, values) => append(texts, table, values, sourceLine),
    warn: (code) => warnings.push(code),
  };
}
