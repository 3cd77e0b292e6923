import type { CleanChunk } from '@regpipe/contracts';
import { type Database, inTransaction, recordChunk } from '@regpipe/database';
import { testDatabase, until } from '@regpipe/testkit';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { loadChunks } from './load-chunks.ts';
import { addJob, ban, DATASET, forgetEverything, load, sampleChunk } from './testing/registrations.ts';
import type { SampleChunk } from './testing/sample-chunk.ts';

let database: Database;
let jobId: number;

beforeAll(async () => {
  const own = await testDatabase();
  database = own.database;
  return () => own.close();
});

beforeEach(async () => {
  await forgetEverything(database);
  jobId = await addJob(database);
});

/** Everything that loading may have written. */
async function readAll() {
  const read = async (sql: string) => (await database.pool.query<Record<string, unknown>>(sql)).rows;
  return {
    registrations: await read(
      `SELECT ban, source_line FROM regpipe.tax_registration_v${jobId} ORDER BY source_line`,
    ),
    industries: await read(
      `SELECT business_id, industry_code, "order", source_line FROM regpipe.business_industry_v${jobId} ORDER BY source_line, "order"`,
    ),
    rejects: await read(
      'SELECT job_id, chunk, source_line, error_type, raw_data FROM etl.data_import_error ORDER BY id',
    ),
    ledger: await read(
      'SELECT chunk, part, records, loaded, failed FROM etl.chunk_ledger ORDER BY chunk, part',
    ),
  };
}

const NOTHING = { registrations: [], industries: [], rejects: [], ledger: [] };

const aChunk = (number = 0) =>
  sampleChunk(jobId, number, [
    { ban: ban(1), industries: ['472927', '561113'] },
    { reject: 'INVALID_BAN' },
    { ban: ban(2) },
  ]);

test('a chunk brings its rows, its rejects and its line in the ledger', async () => {
  expect(await load(database, aChunk())).toBe('recorded');
  expect(await readAll()).toEqual({
    registrations: [
      { ban: ban(1), source_line: 3 },
      { ban: ban(2), source_line: 5 },
    ],
    industries: [
      { business_id: ban(1), industry_code: '472927', order: 1, source_line: 3 },
      { business_id: ban(1), industry_code: '561113', order: 2, source_line: 3 },
    ],
    rejects: [{ job_id: jobId, chunk: 0, source_line: 4, error_type: 'INVALID_BAN', raw_data: 'raw text' }],
    ledger: [{ chunk: 0, part: 1, records: 3, loaded: 2, failed: 1 }],
  });
});

describe('several chunks in one transaction', () => {
  const chunkOf = (number: number, ...bans: number[]) =>
    sampleChunk(jobId, number, [...bans.map((n) => ({ ban: ban(n) })), { reject: 'INVALID_BAN' }]);
  const loadAll = (...chunks: SampleChunk[]) =>
    loadChunks(database, DATASET, chunks, new AbortController().signal);

  test('bring all their rows, and each its own line in the ledger', async () => {
    expect(await loadAll(chunkOf(1, 3, 4), chunkOf(0, 1, 2))).toEqual(['recorded', 'recorded']);
    const { registrations, rejects, ledger } = await readAll();
    expect(registrations.map((row) => row['ban'])).toEqual([1, 2, 3, 4].map(ban));
    expect(rejects.map((reject) => reject['chunk']).sort()).toEqual([0, 1]);
    expect(ledger.map((row) => row['chunk'])).toEqual([0, 1]);
  });

  test('load only those that are not in yet, and one that stands twice once', async () => {
    await loadAll(chunkOf(0, 1));
    expect(await loadAll(chunkOf(2, 3), chunkOf(0, 1), chunkOf(1, 2), chunkOf(2, 3))).toEqual([
      'recorded',
      'already-loaded',
      'recorded',
      'already-loaded',
    ]);
    const { registrations } = await readAll();
    expect(registrations.map((row) => row['ban'])).toEqual([1, 2, 3].map(ban));
  });

  test('that overlap between loaders, in any order, end without a deadlock and without a double', async () => {
    const chunks = Array.from({ length: 8 }, (_, number) => chunkOf(number, number));
    for (let round = 0; round < 5; round += 1) {
      await Promise.all([loadAll(...chunks), loadAll(...[...chunks].reverse()), loadAll(...chunks.slice(3))]);
    }
    const { registrations, ledger } = await readAll();
    expect([registrations.length, ledger.length]).toEqual([8, 8]);
  });

  test('leave nothing when one of them is damaged', async () => {
    const { chunk, payload } = chunkOf(1, 2);
    const damaged = {
      chunk,
      payload: Buffer.from(
        payload
          .toString()
          .replace(ban(2), `${ban(2)}\t`)
          .slice(0, -1),
      ),
    };
    await expect(loadAll(chunkOf(0, 1), damaged)).rejects.toThrow();
    expect(await readAll()).toEqual(NOTHING);
  });
});

describe('a chunk that comes again', () => {
  test('changes nothing', async () => {
    await load(database, aChunk());
    const before = await readAll();
    expect(await load(database, aChunk())).toBe('already-loaded');
    expect(await readAll()).toEqual(before);
  });

  test('at the same moment, at several loaders, is loaded by exactly one', async () => {
    for (let number = 0; number < 10; number += 1) {
      const results = await Promise.all(Array.from({ length: 5 }, () => load(database, aChunk(number))));
      expect(results.filter((result) => result === 'recorded')).toHaveLength(1);
      expect(results.filter((result) => result === 'already-loaded')).toHaveLength(4);
    }
    const { registrations, industries, rejects } = await readAll();
    expect([registrations.length, industries.length, rejects.length]).toEqual([20, 20, 10]);
  });

  test('to a second loader, while the first dies over it, is loaded by the second', async () => {
    const held = Promise.withResolvers<number>();
    const first = inTransaction(database, async (connection) => {
      await recordChunk(connection, aChunk().chunk);
      const { rows } = await connection.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      held.resolve(rows[0]?.pid ?? 0);
      await connection.query('SELECT pg_sleep(60)');
    });
    const died = expect(first).rejects.toThrow();
    const pid = await held.promise;
    const second = load(database, aChunk());
    const waits = async () => {
      const { rowCount } = await database.pool.query('SELECT FROM pg_locks WHERE NOT granted');
      return rowCount === 1;
    };
    await until(waits, 'the second loader to wait for the first');
    await database.pool.query('SELECT pg_terminate_backend($1)', [pid]);
    await died;
    expect(await second).toBe('recorded');
    expect((await readAll()).registrations).toHaveLength(2);
  });
});

describe('a chunk that cannot be loaded leaves nothing, neither rows nor a line in the ledger', () => {
  /** The chunk with `from` replaced in its payload by a text of the same length. */
  function damage({ chunk, payload }: SampleChunk, from: string, to: string): SampleChunk {
    return { chunk, payload: Buffer.from(payload.toString().replace(from, to)) };
  }

  test.each([
    ['in its first section', `${ban(2)}\t\\N`, `${ban(2)}\t\t\t`],
    ['in its second section', '561113', '5\t1113'],
    ['in its rejects', 'No good.', 'No\tgood.'],
  ])('because of a damaged row %s', async (_where, from, to) => {
    await expect(load(database, damage(aChunk(), from, to))).rejects.toMatchObject({ code: '22P04' });
    expect(await readAll()).toEqual(NOTHING);
    expect(await load(database, aChunk())).toBe('recorded');
  });

  test('because it is aborted', async () => {
    const stopping = new AbortController();
    stopping.abort(new Error('shutting down'));
    await expect(load(database, aChunk(), stopping.signal)).rejects.toThrow();
    expect(await readAll()).toEqual(NOTHING);
  });

  test.each([
    [
      'sections that are longer than its payload',
      (chunk: CleanChunk) => [{ name: 'tax_registration', bytes: chunk.rawBytes }],
    ],
    ['sections that are shorter', () => [{ name: 'tax_registration', bytes: 1 }]],
    ['a section of no table of ours', () => [{ name: 'pg_class', bytes: 1 }]],
  ])('because it has %s', async (_what, sections) => {
    const { chunk, payload } = aChunk();
    const foreign = { chunk: { ...chunk, sections: sections(chunk) }, payload };
    await expect(load(database, foreign)).rejects.toMatchObject({
      name: 'TerminalError',
      code: 'MESSAGE_INVALID',
    });
    expect(await readAll()).toEqual(NOTHING);
  });
});

test.each([
  ['cancelled', `status = 'cancelled'`],
  ['published', `status = 'success'`],
  ['being published', `status = 'publishing'`],
  ['given up for a newer one', `status = 'failed', discarded_at = now()`],
])('a job that is %s takes no more data', async (_state, change) => {
  await database.pool.query(`UPDATE etl.etl_job_run SET ${change} WHERE id = $1`, [jobId]);
  expect(await load(database, aChunk())).toBe('not-wanted');
  expect(await readAll()).toEqual(NOTHING);
});

test('a job that was interrupted still takes what is on its way: a resume goes on behind it', async () => {
  await database.pool.query(`UPDATE etl.etl_job_run SET status = 'interrupted' WHERE id = $1`, [jobId]);
  expect(await load(database, aChunk())).toBe('recorded');
});

test('a dry run keeps the keys alone', async () => {
  await database.pool.query(`UPDATE etl.etl_job_run SET status = 'success' WHERE id = $1`, [jobId]);
  const dry = await addJob(database, 'dry-run');
  await load(database, sampleChunk(dry, 0, [{ ban: ban(1) }, { reject: 'INVALID_BAN' }], 'dry-run'));
  const { rows } = await database.pool.query(`SELECT key, source_line FROM regpipe.dry_run_keys_v${dry}`);
  expect(rows).toEqual([{ key: ban(1), source_line: 3 }]);
  const rejects = await database.pool.query('SELECT FROM etl.data_import_error WHERE job_id = $1', [dry]);
  expect(rejects.rowCount).toBe(1);
});
