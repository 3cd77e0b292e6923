/*
 * A script of an afternoon: reads the source over HTTP, parses and cleans it, copies it into two bare tables, and builds
 * their keys. Started with the database's URL, the source's URL and the schema, as a process of its own; prints one JSON
 * document.
 */
import { once } from 'node:events';
import { Readable, type Writable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';

import type { TableDefinition } from '@regpipe/contracts';
import { findDataset } from '@regpipe/datasets';
import { parse } from 'csv-parse';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

import { columnList, keyStatements, referenceStatements, SORT_MEMORY } from './bare-tables.ts';
import { cleanRecord } from './plain-node-rules.ts';

export interface PlainNodeReport {
  readonly keySeconds: number;
  readonly peakRssMb: number;
  /** Of this process. */
  readonly cpuSeconds: number;
}

const [databaseUrl = '', source = '', schema = ''] = process.argv.slice(2);
const { tables } = findDataset('tax-registration');

/** Characters gathered before they are sent. */
const PIECE_LENGTH = 64 * 1024;
const RECORDS_BETWEEN_PIECES = 64;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function encode(value: string | null): string {
  if (value === null) return '\\N';
  return value.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? character);
}

function encodeRow(values: readonly (string | null)[], line: number): string {
  return `${values.map(encode).join('\t')}\t${line}\n`;
}

async function connect(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(SORT_MEMORY);
  return client;
}

/** A COPY into a table, in pieces of some size. */
class Copy {
  readonly #stream: Writable;
  #text = '';

  constructor(client: pg.Client, table: TableDefinition) {
    this.#stream = client.query(copyFrom(`COPY ${schema}.${table.name} (${columnList(table)}) FROM STDIN`));
  }

  add(text: string): void {
    this.#text += text;
  }

  async sendFullPiece(): Promise<void> {
    if (this.#text.length < PIECE_LENGTH) return;
    const piece = this.#text;
    this.#text = '';
    if (!this.#stream.write(piece)) await once(this.#stream, 'drain');
  }

  async end(): Promise<void> {
    await finished(this.#stream.end(this.#text));
  }
}

async function load(registrations: Copy, industries: Copy): Promise<void> {
  const seen = new Set<string>();
  let line = 0;
  const response = await fetch(source);
  if (response.body === null) throw new Error(`${source} has no body.`);
  const parser = parse({
    ...{ bom: true, from_line: 3, record_delimiter: ['\n', '\r\n'] },
    ...{ relax_column_count: true, skip_empty_lines: true, skip_records_with_error: true },
  });
  await pipeline(Readable.fromWeb(response.body), parser, async (records) => {
    for await (const fields of records as AsyncIterable<string[]>) {
      line += 1;
      const clean = cleanRecord(fields);
      if (clean === undefined || seen.has(clean.ban)) continue;
      seen.add(clean.ban);
      registrations.add(encodeRow(clean.registration, line));
      for (const industry of clean.industries) industries.add(encodeRow(industry, line));
      // Not after every record: so many promises would cost more than the sending.
      if (line % RECORDS_BETWEEN_PIECES > 0) continue;
      await registrations.sendFullPiece();
      await industries.sendFullPiece();
    }
  });
  await Promise.all([registrations.end(), industries.end()]);
}

/** Each table's keys on a connection of their own. */
async function buildKeys(clients: readonly pg.Client[]): Promise<void> {
  await Promise.all(
    tables.map(async (table, index) => {
      for (const statement of keyStatements(schema, table)) await clients[index]?.query(statement);
    }),
  );
  for (const table of tables) {
    for (const statement of referenceStatements(schema, table)) await clients[0]?.query(statement);
  }
}

const [main, belonging] = tables;
const clients = await Promise.all([connect(), connect()]);
if (main === undefined || belonging === undefined) throw new Error('There are two tables.');
await load(new Copy(clients[0], main), new Copy(clients[1], belonging));
const loaded = performance.now();
await buildKeys(clients);
const report: PlainNodeReport = {
  keySeconds: (performance.now() - loaded) / 1000,
  peakRssMb: (process.resourceUsage().maxRSS * 1024) / 1e6,
  cpuSeconds: (process.cpuUsage().user + process.cpuUsage().system) / 1e6,
};
await Promise.all(clients.map((client) => client.end()));
process.stdout.write(`${JSON.stringify(report)}\n`);
