import type { PublishStep } from '@regpipe/contracts';
import { cancelJob, type Database, getJob, readLivePublication, recordDeadChunk } from '@regpipe/database';
import { testDatabase, until } from '@regpipe/testkit';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';

import type { PublishResult } from './publishing.ts';
import {
  addJob,
  ban,
  DATASET,
  endFetch,
  forgetEverything,
  liveBans,
  load,
  prepare,
  publish,
  publishAll,
  registrations,
  sampleChunk,
} from './testing/registrations.ts';

let database: Database;

beforeAll(async () => {
  const own = await testDatabase();
  database = own.database;
  return () => own.close();
});

beforeEach(() => forgetEverything(database));

const counts = async (jobId: number) => {
  const job = await getJob(database.pool, jobId);
  return {
    status: job?.status,
    total: job?.records_total,
    processed: job?.records_processed,
    failed: job?.records_failed,
    duplicated: job?.records_duplicated,
    blank: job?.records_blank,
  };
};

/** As the loader does it: the lock of one that failed goes with its connection, which takes a moment. */
async function publishWhenFree(jobId: number): Promise<PublishResult> {
  let result: PublishResult = 'busy';
  await until(async () => (result = await publish(database, jobId)) !== 'busy', 'the lock');
  return result;
}

const liveVersion = async () => (await readLivePublication(database.pool, DATASET.name))?.version;

describe('a version whose records are all in', () => {
  test('goes live with its counts', async () => {
    const jobId = await prepare(database, [
      registrations(1, 3),
      [...registrations(4, 2), { reject: 'INVALID_BAN' }],
    ]);
    expect(await publish(database, jobId)).toBe('published');
    expect(await liveBans(database)).toEqual([1, 2, 3, 4, 5].map(ban));
    expect(await counts(jobId)).toEqual({
      status: 'success',
      total: 6,
      processed: 5,
      failed: 1,
      duplicated: 0,
      blank: 0,
    });
    expect(await readLivePublication(database.pool, DATASET.name)).toMatchObject({
      version: jobId,
      row_counts: { tax_registration: 5, business_industry: 10 },
    });
  });

  test('takes its steps in order, each of which can be seen', async () => {
    const steps: PublishStep[] = [];
    const jobId = await prepare(database, [registrations(1, 1)]);
    await publish(database, jobId, {
      onStep: async (step) => {
        const job = await getJob(database.pool, jobId);
        expect(job?.progress?.publish_step).toBe(step);
        steps.push(step);
      },
    });
    expect(steps).toEqual(['duplicates', 'constraints', 'checks', 'swap']);
  });

  test('of no record at all is not published: the register before stays live', async () => {
    await publishAll(database, registrations(1, 2));
    const before = await liveBans(database);
    const jobId = await prepare(database, [[]]);
    await expect(publish(database, jobId)).rejects.toMatchObject({ code: 'SOURCE_EMPTY' });
    expect(await liveBans(database)).toEqual(before);
  });

  test('without the records of a chunk that was given up is published as partial', async () => {
    const jobId = await addJob(database);
    await load(database, sampleChunk(jobId, 0, registrations(1, 3)));
    const dead = { stage: 'loader', chunk: 1, part: 1, firstLine: 103, records: 7, reason: 'no' } as const;
    await recordDeadChunk(database.pool, jobId, 1, dead);
    await endFetch(database, jobId, 10);
    expect(await publish(database, jobId)).toBe('published');
    expect(await counts(jobId)).toMatchObject({ status: 'partial', total: 10, processed: 3, failed: 7 });
  });
});

describe('a key that stands twice', () => {
  const chunks = [
    [
      { ban: ban(1), name: 'first', industries: ['111111'] },
      { ban: ban(1), name: 'again at once', industries: ['222222'] },
      { ban: ban(2), name: 'alone', industries: ['333333'] },
    ],
    [{ ban: ban(1), name: 'again in another chunk', industries: ['111111', '444444'] }],
    [{ ban: ban(3), name: 'alone' }],
  ];

  test.each([
    ['loaded in the order of the source', [0, 1, 2]],
    ['loaded in any other order', [2, 1, 0]],
  ])('keeps its first record in the source and that one alone: %s', async (_order, order) => {
    const jobId = await prepare(database, chunks, { order });
    expect(await publish(database, jobId)).toBe('published');
    const kept = await database.pool.query(
      'SELECT ban, business_name FROM public.tax_registration ORDER BY ban',
    );
    expect(kept.rows).toEqual([
      { ban: ban(1), business_name: 'first' },
      { ban: ban(2), business_name: 'alone' },
      { ban: ban(3), business_name: 'alone' },
    ]);
    const industries = await database.pool.query(
      'SELECT business_id, industry_code FROM public.business_industry ORDER BY industry_code',
    );
    expect(industries.rows).toEqual([
      { business_id: ban(1), industry_code: '111111' },
      { business_id: ban(2), industry_code: '333333' },
    ]);
  });

  test('is reported for each record that goes: its line, its chunk, and what it said', async () => {
    const jobId = await prepare(database, chunks);
    await publish(database, jobId);
    const { rows } = await database.pool.query<{ raw_data: string }>(
      `SELECT chunk, source_line, error_type, error_message, raw_data FROM etl.data_import_error
        WHERE job_id = $1 ORDER BY source_line`,
      [jobId],
    );
    expect(rows).toMatchObject([
      { chunk: 0, source_line: 4, error_type: 'DUPLICATE' },
      { chunk: 1, source_line: 103, error_type: 'DUPLICATE' },
    ]);
    for (const row of rows) {
      expect(row).toHaveProperty(
        'error_message',
        `The key ${ban(1)} stands in line 3 already; that record is kept.`,
      );
    }
    expect(JSON.parse(rows[1]?.raw_data ?? '')).toMatchObject({ business_name: 'again in another chunk' });
  });

  test('is counted, and the counts add up', async () => {
    const jobId = await prepare(database, chunks);
    await publish(database, jobId);
    expect(await counts(jobId)).toEqual({
      status: 'success',
      total: 5,
      processed: 3,
      failed: 0,
      duplicated: 2,
      blank: 0,
    });
  });

  test('is counted the same by a dry run, which leaves no table and publishes nothing', async () => {
    const jobId = await prepare(database, chunks, { mode: 'dry-run' });
    expect(await publish(database, jobId)).toBe('counted');
    expect(await counts(jobId)).toMatchObject({ status: 'success', total: 5, processed: 3, duplicated: 2 });
    expect(await liveVersion()).toBeUndefined();
    const left = await database.pool.query(`SELECT FROM pg_class WHERE relname LIKE '%\\_v' || $1`, [jobId]);
    expect(left.rowCount).toBe(0);
    const lines = await database.pool.query(
      'SELECT source_line FROM etl.data_import_error ORDER BY source_line',
    );
    expect(lines.rows).toEqual([{ source_line: 4 }, { source_line: 103 }]);
  });
});

describe('nothing is published, and what is live stays so', () => {
  test.each([
    ['rows are missing in the table', `DELETE FROM regpipe.tax_registration_v$ WHERE ban = '${ban(1)}'`],
    [
      'rows are in the table that the ledger does not know',
      `INSERT INTO regpipe.tax_registration_v$ (ban, business_name, capital_amount, is_use_invoice, source_line)
       VALUES ('99999999', 'x', 0, true, 9999)`,
    ],
    [
      'the source has more records than the ledger',
      'UPDATE etl.etl_job_run SET records_total = 4 WHERE id = $',
    ],
    ['a chunk is missing in the ledger', 'DELETE FROM etl.chunk_ledger WHERE job_id = $ AND chunk = 1'],
  ])('when %s: COUNT_MISMATCH', async (_what, damage) => {
    const before = await publishAll(database, registrations(7, 2));
    const records = [{ ban: ban(1) }, { ban: ban(2) }];
    const jobId = await prepare(database, [records, [{ ban: ban(3) }]]);
    await database.pool.query(damage.replace('$', String(jobId)));
    await expect(publish(database, jobId)).rejects.toMatchObject({
      name: 'TerminalError',
      code: 'COUNT_MISMATCH',
    });
    expect(await liveVersion()).toBe(before);
    expect(await liveBans(database)).toEqual([ban(7), ban(8)]);
  });

  test('when the job is cancelled, at whatever step', async () => {
    const before = await publishAll(database, registrations(7, 2));
    for (const at of ['duplicates', 'constraints', 'checks', 'swap'] satisfies PublishStep[]) {
      const jobId = await prepare(database, [registrations(1, 3)]);
      const onStep = async (step: PublishStep) => {
        if (step === at) expect(await cancelJob(database.pool, jobId)).toBe(true);
      };
      expect(await publish(database, jobId, { onStep }), at).toBe('not-wanted');
      expect(await counts(jobId)).toMatchObject({ status: 'cancelled' });
      expect(await liveVersion()).toBe(before);
    }
  });

  test('when the process is told to stop', async () => {
    const jobId = await prepare(database, [registrations(1, 3)]);
    const signal = AbortSignal.abort(new Error('shutting down'));
    await expect(publish(database, jobId, { signal })).rejects.toThrow('shutting down');
    expect(await liveVersion()).toBeUndefined();
    expect(await publishWhenFree(jobId)).toBe('published');
  });

  test('when the job was never ready for it', async () => {
    const jobId = await addJob(database);
    expect(await publish(database, jobId)).toBe('not-wanted');
    expect(await publish(database, 999_999)).toBe('not-wanted');
  });
});

describe('a command that comes again', () => {
  const withDuplicate = [registrations(1, 3), [{ ban: ban(1), name: 'again' }]];

  test('behind the publication finds nothing to do', async () => {
    const jobId = await prepare(database, withDuplicate);
    await publish(database, jobId);
    const before = await counts(jobId);
    expect(await publish(database, jobId)).toBe('not-wanted');
    expect(await counts(jobId)).toEqual(before);
    expect(await liveVersion()).toBe(jobId);
  });

  test('while another process publishes finds it busy', async () => {
    const jobId = await prepare(database, withDuplicate);
    const results: unknown[] = [];
    const onStep = async () => void results.push(await publish(database, jobId));
    expect(await publish(database, jobId, { onStep })).toBe('published');
    expect(results).toEqual(['busy', 'busy', 'busy', 'busy']);
  });

  test.each(['duplicates', 'constraints', 'checks', 'swap'] satisfies PublishStep[])(
    'behind a crash at step "%s" goes on and ends with the same counts',
    async (at) => {
      const jobId = await prepare(database, withDuplicate);
      const onStep = (step: PublishStep) =>
        step === at ? Promise.reject(new Error('crash')) : Promise.resolve();
      await expect(publish(database, jobId, { onStep })).rejects.toThrow('crash');
      expect(await publishWhenFree(jobId)).toBe('published');
      expect(await counts(jobId)).toMatchObject({ status: 'success', total: 4, processed: 3, duplicated: 1 });
      const { rowCount } = await database.pool.query('SELECT FROM etl.data_import_error');
      expect(rowCount).toBe(1);
    },
  );
});
