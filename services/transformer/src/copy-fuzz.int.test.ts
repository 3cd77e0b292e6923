import { copyRows, type Database, inTransaction } from '@regpipe/database';
import type { Dataset } from '@regpipe/datasets';
import { COLUMNS, type FuzzFile, fuzzFile } from '@regpipe/fuzz';
import { testDatabase } from '@regpipe/testkit';
import { beforeAll, expect, test } from 'vitest';

import { ChunkTransformer } from './chunk-transformer.ts';
import { rawChunk, sectionOf } from './testing/tax-chunk.ts';

let database: Database;

beforeAll(async () => {
  const own = await testDatabase();
  database = own.database;
  return () => own.close();
});

const TABLE = 'wide';
const RECORDS = 5_000;
const CHUNK_RECORDS = 130;

/** Every column as it stands in the source, with nothing trimmed and nothing judged. */
function wideDataset(names: readonly string[]): Dataset {
  return {
    name: TABLE,
    title: { en: 'Wide', 'zh-TW': '寬' },
    source: 'https://example.test/wide.csv',
    columns: names,
    load: 'replace',
    tables: [{ name: TABLE, columns: names.map((name) => ({ name, sql: 'text' })), written: names }],
    transform: (fields, rows) => {
      rows.row(0, fields);
      return 'written';
    },
  };
}

/** The COPY text of all records, chunk by chunk. */
function transformFile({ bytes, records }: FuzzFile, names: readonly string[]): Buffer[] {
  const transformer = new ChunkTransformer(wideDataset(names), 'full');
  const texts: Buffer[] = [];
  for (let first = 0; first < records.length; first += CHUNK_RECORDS) {
    const ours = records.slice(first, first + CHUNK_RECORDS);
    const { start = 0, line = 0 } = ours[0] ?? {};
    const [chunk] = rawChunk([], {
      records: ours.length,
      firstLine: line,
      width: names.length,
      columns: [...names.keys()],
      maxCleanBytes: 32_000_000,
    });
    const parts = transformer.transform(chunk, bytes.subarray(start, ours.at(-1)?.end));
    texts.push(...parts.map((part) => sectionOf(part, TABLE)));
  }
  return texts;
}

test.each([2, 77_003])(
  'every text of a random file comes out of PostgreSQL byte for byte (seed %i)',
  async (seed) => {
    const file = fuzzFile(seed, RECORDS);
    const names = file.order.map((column) => COLUMNS[column] ?? '');
    const sound = file.records.filter(({ fields }) => fields !== null);
    const texts = transformFile(file, names);
    await inTransaction(database, async (connection) => {
      const columns = names.map((name) => `"${name}" text`).join(', ');
      await connection.query(`CREATE TEMPORARY TABLE ${TABLE} (${columns}, line integer) ON COMMIT DROP`);
      await copyRows(connection, TABLE, [...names, 'line'], texts);
      const { rows } = await connection.query<Record<string, string | number>>(
        `SELECT * FROM ${TABLE} ORDER BY line`,
      );
      const stored = new Map(rows.map(({ line, ...values }) => [line, Object.values(values)]));
      for (const { line, fields } of sound) expect(stored.get(line), `line ${line}`).toEqual(fields);
    });
  },
);
