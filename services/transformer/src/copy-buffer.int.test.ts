import { Field } from '@regpipe/csv';
import { copyRows, type Database, inTransaction } from '@regpipe/database';
import { testDatabase } from '@regpipe/testkit';
import { beforeAll, expect, test } from 'vitest';

import { CopyBuffer } from './copy-buffer.ts';

let database: Database;

beforeAll(async () => {
  const own = await testDatabase();
  database = own.database;
  return () => own.close();
});

type Row = readonly (string | null)[];

/** Sends rows through COPY, as the loader does, and reads them back in their order. */
async function roundTrip(rows: readonly Row[]): Promise<Row[]> {
  return inTransaction(database, async (connection) => {
    await connection.query('CREATE TEMPORARY TABLE target (a text, b text, line integer) ON COMMIT DROP');
    const buffer = new CopyBuffer();
    rows.forEach(([a = null, b = null], index) => {
      buffer.row([a, b === null ? null : Field.of(b)], String(index));
    });
    await copyRows(connection, 'target', ['a', 'b', 'line'], [buffer.bytes]);
    const read = await connection.query<{ a: string; b: string }>('SELECT a, b FROM target ORDER BY line');
    return read.rows.map(({ a, b }) => [a, b]);
  });
}

const NASTY = [
  '', ' ', '\\', '\\\\', '\\N', '\\.', 'N', '\\n', '\t', '\n', '\r', '\r\n', '\\\n', '\\\t', '"', '""', "'", ',', ';',
  '\b', '\f', '\v', '\u0001', '\u007f', '\u0085', '\u2028', '\u00a0', '　', '\ufeff', '\u200f', '\u202e', '\u200d',
  '台灣', '１２３', '👩‍👩‍👧', '🧨', '𠮷', 'e\u0301', '\ufffd', '\uffff', '\\x41', '\\101', '$$', '%s', 'NULL', '--', '0',
]; // prettier-ignore

test('every nasty value comes back from PostgreSQL as it was sent, and NULL is told from empty text', async () => {
  const rows = NASTY.flatMap((value): Row[] => [
    [value, null],
    [null, value],
    [value, value],
    [`${value}x${value}`, `x${value}x`],
  ]);
  expect(await roundTrip(rows)).toEqual(rows);
});

test('so does every mixture of them (random values)', async () => {
  let seed = 20_261_121;
  const next = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  const value = () =>
    next(20) === 0 ? null : Array.from({ length: next(12) }, () => NASTY[next(NASTY.length)]).join('');
  const rows = Array.from({ length: 10_000 }, (): Row => [value(), value()]);
  expect(await roundTrip(rows)).toEqual(rows);
});

test('and every character that text can hold', async () => {
  const rows: Row[] = [];
  for (let code = 1; code <= 0x10ffff; code += code < 0x3000 ? 1 : 61) {
    if (code < 0xd800 || code > 0xdfff)
      rows.push([String.fromCodePoint(code), `x${String.fromCodePoint(code)}`]);
  }
  expect(await roundTrip(rows)).toEqual(rows);
});
