import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { type Drop, type DropReport, dropReportSchema, RetryableError } from '@regpipe/contracts';
import { fileLock } from '@regpipe/database';
import type { ObjectStore } from '@regpipe/object-store';
import { until } from '@regpipe/testkit';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';

import type { IntakeContext } from './intake-context.ts';
import { workOnce } from './keep-working.ts';
import { startTestIntake, type TestIntake } from './testing/test-intake.ts';
import { lookForDrops } from './watch-place.ts';

const KEY = 'incoming/stats.csv';

let world: TestIntake;
let intake: IntakeContext;

beforeAll(async () => {
  world = await startTestIntake();
  intake = world.intake;
  return () => world.close();
});
beforeEach(async () => {
  await world.database.pool.query('TRUNCATE etl.batch_job, etl.etl_job_run, etl.job_lock CASCADE');
  for (const folder of ['incoming', 'processed', 'failed', 'results']) {
    for (const entry of await readdir(join(world.directory, folder))) {
      await rm(join(world.directory, folder, entry), { recursive: true });
    }
  }
  world.calls.length = 0;
});

async function theDrop(): Promise<Drop> {
  const { rows } = await world.database.pool.query<Drop>(
    'SELECT * FROM etl.batch_job ORDER BY id DESC LIMIT 1',
  );
  return rows[0] as Drop;
}

async function audit(): Promise<{ event: string; payload: Record<string, unknown> }[]> {
  const { rows } = await world.database.pool.query<{ event: string; payload: Record<string, unknown> }>(
    'SELECT event, payload FROM etl.audit_log ORDER BY id',
  );
  return rows;
}

async function events(): Promise<string[]> {
  return (await audit()).map(({ event }) => event);
}

async function report(key: string | null): Promise<DropReport> {
  return dropReportSchema.parse(JSON.parse(await readFile(join(world.directory, key ?? ''), 'utf8')));
}

/** Turn after turn, until nothing is left to be done. */
async function workAll(by = intake): Promise<void> {
  const isOpen = async () => {
    const { rowCount } = await world.database.pool.query(
      `SELECT FROM etl.batch_job WHERE status NOT IN ('success', 'failed')`,
    );
    return rowCount !== 0;
  };
  await until(async () => (await workOnce(by)) === 'idle' && !(await isOpen()), 'the end of all', 8_000);
}

describe('a drop', () => {
  test('is loaded by a job, moved and reported', async () => {
    await world.drop('incoming/2024/stats.csv');
    world.answer({ status: 'success', records_total: 3, records_processed: 3 });
    await workAll();
    const drop = await theDrop();
    expect(drop).toMatchObject({ name: 'stats', dataset: 'user-statistics', status: 'success', attempt: 1 });
    expect(drop).toMatchObject({ moved_to: 'processed/2024/stats.csv', error_code: null });
    expect(drop.report_key).toBe(`results/stats-${drop.id}/summary.json`);
    expect(await report(drop.report_key)).toMatchObject({
      status: 'success',
      counts: { total: 3, loaded: 3 },
    });
    expect(await events()).toEqual(['received', 'started', 'succeeded', 'ended']);
    expect(await intake.metrics.text()).toContain(
      'regpipe_drops_total{dataset="user-statistics",outcome="success",service="intake"} 1',
    );
  });

  test('that no data set takes fails without a job', async () => {
    await world.drop('incoming/notes.txt');
    await workAll();
    expect(await theDrop()).toMatchObject({ error_code: 'DROP_UNKNOWN', moved_to: 'failed/notes.txt' });
    expect(world.calls).toEqual([]);
    expect(await report('failed/notes.txt.report.json')).toMatchObject({
      error: { error: 'ValidationError', code: 'DROP_UNKNOWN' },
      job_id: null,
    });
  });

  test('whose job fails for good is not tried again', async () => {
    await world.drop(KEY);
    world.answer({ status: 'failed', error_code: 'HEADER_MISMATCH', records_processed: 4 });
    await workAll();
    expect(await theDrop()).toMatchObject({ status: 'failed', moved_to: 'failed/stats.csv', attempt: 1 });
    expect(await report('failed/stats.csv.report.json')).toMatchObject({ counts: { loaded: 0 } });
    expect(await events()).toEqual(['received', 'started', 'failed', 'ended']);
  });

  test.each([
    ['cancelled', 'DROP_CANCELLED'],
    ['partial', 'CHUNKS_DEAD'],
  ] as const)('whose job ends as %s fails with %s', async (status, code) => {
    await world.drop(KEY);
    world.answer({ status });
    await workAll();
    expect(await theDrop()).toMatchObject({ status: 'failed', error_code: code });
  });

  test('keeps the file that an earlier one of its name has left in processed/', async () => {
    await world.drop(KEY, 'first\n');
    await workAll();
    await world.drop(KEY, 'second\n');
    await workAll();
    const { id, moved_to } = await theDrop();
    expect(moved_to).toBe(`processed/stats.${id}.csv`);
    expect(await readFile(join(world.directory, 'processed/stats.csv'), 'utf8')).toBe('first\n');
    expect(await readFile(join(world.directory, moved_to ?? ''), 'utf8')).toBe('second\n');
  });
});

describe('after a temporary failure', () => {
  test('the job goes on, after a pause that doubles', async () => {
    await world.drop(KEY);
    world.answer(
      { status: 'failed', error_code: 'DATABASE_UNAVAILABLE' },
      { status: 'interrupted' },
      'TRACKER_UNAVAILABLE',
      { status: 'success' },
    );
    await workAll();
    expect(await theDrop()).toMatchObject({ status: 'success', attempt: 4 });
    expect(world.calls).toEqual(['tracker.start', 'tracker.resume', 'tracker.resume', 'tracker.resume']);
    const retries = (await audit()).filter(({ event }) => event === 'retried').map(({ payload }) => payload);
    expect(retries).toMatchObject([
      { error: 'DatabaseConnectionError', code: 'DATABASE_UNAVAILABLE', attempt: 1, pause_seconds: 0.001 },
      { error: 'ProcessingError', code: 'TRACKER_UNAVAILABLE', attempt: 2, pause_seconds: 0.002 },
      { code: 'TRACKER_UNAVAILABLE', attempt: 3, pause_seconds: 0.004 },
    ]);
  });

  test('of three retries in vain it fails', async () => {
    await world.drop(KEY);
    world.answer(...Array<string>(4).fill('BUS_UNAVAILABLE'));
    await workAll();
    expect(await theDrop()).toMatchObject({ status: 'failed', attempt: 3, error_code: 'BUS_UNAVAILABLE' });
    expect(await events()).toEqual(['received', 'retried', 'retried', 'retried', 'failed', 'ended']);
  });

  test('a job that a newer one has replaced is not resumed: the file is loaded anew', async () => {
    await world.drop(KEY);
    world.answer({ status: 'interrupted' }, 'JOB_SUPERSEDED', { status: 'success' });
    await workAll();
    expect(await theDrop()).toMatchObject({ status: 'success', attempt: 2 });
    expect(world.calls).toEqual(['tracker.start', 'tracker.resume', 'tracker.start']);
  });
});

test("a drop waits while somebody else's job is in the way, and loses no try by that", async () => {
  await world.drop(KEY);
  world.answer('JOB_RUNNING');
  expect(await workOnce(intake)).toBe('put-back');
  expect(await theDrop()).toMatchObject({ status: 'waiting', attempt: 0 });
  await workAll();
  expect(await theDrop()).toMatchObject({ status: 'success', attempt: 1 });
  expect(await events()).toEqual(['received', 'held_up', 'started', 'succeeded', 'ended']);
});

describe('a crash', () => {
  test('between the start of the job and writing it down leaves one job', async () => {
    await world.drop(KEY);
    const job = await world.addJob(KEY);
    await world.database.pool.query(`UPDATE etl.etl_job_run SET status = 'success'`);
    await workAll();
    expect(await theDrop()).toMatchObject({ status: 'success', job_id: job });
    expect(world.calls).toEqual([]);
  });

  test('while the job runs: another intake goes on when the lease is over', async () => {
    await world.drop(KEY);
    const job = await world.addJob(KEY);
    await world.database.pool.query(`UPDATE etl.batch_job SET status = 'running', job_id = $1, attempt = 1`, [
      job,
    ]);
    await world.database.pool.query(
      `INSERT INTO etl.job_lock (name, owner, expires_at) SELECT name, 'intake.dead', clock_timestamp() + $2::interval
         FROM unnest($1::text[]) name`,
      [['dataset:user-statistics', fileLock('directory', KEY)], '300 ms'],
    );
    expect(await workOnce(intake)).toBe('idle');
    await world.database.pool.query(`UPDATE etl.etl_job_run SET status = 'success'`);
    await workAll();
    expect(await theDrop()).toMatchObject({ status: 'success', attempt: 1 });
    expect(await events()).toEqual(['received', 'taken_over', 'succeeded', 'ended']);
    expect((await audit())[1]?.payload).toMatchObject({
      from: 'intake.dead',
      by: 'intake.one',
      status: 'running',
    });
  });

  test.each(['move', 'put'] as const)(
    'in the middle of finishing, at %s, changes nothing of its end',
    async (step) => {
      await world.drop(KEY);
      const left = { crashes: 1 };
      const store: ObjectStore = {
        ...world.store,
        [step]: async (...args: never[]) => {
          const result = await (world.store[step] as (...all: never[]) => Promise<unknown>)(...args);
          if (left.crashes-- > 0) throw new RetryableError('STORE_UNAVAILABLE', 'The answer is lost.');
          return result;
        },
      };
      const failing = world.replica({ owner: intake.owner, stores: new Map([['directory', store]]) });
      expect(await workOnce(failing)).toBe('put-back');
      expect(await theDrop()).toMatchObject({ status: 'finishing', error_code: null });
      await world.database.pool.query('UPDATE etl.batch_job SET retry_at = NULL');
      await workAll();
      const drop = await theDrop();
      expect(drop).toMatchObject({ status: 'success', moved_to: 'processed/stats.csv' });
      expect(await report(drop.report_key)).toMatchObject({ moved_to: 'processed/stats.csv' });
      expect(await events()).toEqual(['received', 'started', 'succeeded', 'retried', 'ended']);
    },
  );
});

test('an intake whose lock is taken over stops following the job', async () => {
  await world.drop(KEY);
  const job = await world.addJob(KEY);
  const following = workOnce(world.replica({ leaseMs: 200 }));
  await until(async () => (await theDrop()).status === 'running', 'the job to be followed');
  await world.database.pool.query(`UPDATE etl.job_lock SET owner = 'intake.quick'`);
  expect(await following).toBe('lost');
  expect(await theDrop()).toMatchObject({ status: 'running', job_id: job });
});

test('an intake that is taken for dead, and is not, writes nothing any more', async () => {
  await world.drop(KEY);
  const slow = world.replica({
    callTracker: async (name, params) => {
      await world.database.pool.query(`UPDATE etl.job_lock SET owner = 'intake.quick'`);
      return intake.callTracker(name, params);
    },
  });
  expect(await workOnce(slow)).toBe('lost');
  expect(await theDrop()).toMatchObject({ status: 'waiting', attempt: 0, job_id: null });
  expect(await events()).toEqual(['received']);
});

describe('a file that is gone', () => {
  test('before its job has begun fails, and no job is started', async () => {
    await world.drop(KEY);
    await rm(join(world.directory, KEY));
    await workAll();
    expect(await theDrop()).toMatchObject({ status: 'failed', error_code: 'DROP_GONE', moved_to: null });
    expect(await report('failed/stats.csv.report.json')).toMatchObject({ moved_to: null });
    expect(world.calls).toEqual([]);
  });

  test('as another took its name, gives way to that one, which is a drop of its own', async () => {
    await world.drop(KEY, 'first\n');
    await rm(join(world.directory, KEY));
    await world.drop(KEY, 'the second\n');
    await workAll();
    const { rows } = await world.database.pool.query(
      'SELECT status, error_code, moved_to FROM etl.batch_job ORDER BY id',
    );
    expect(rows).toEqual([
      { status: 'failed', error_code: 'DROP_GONE', moved_to: null },
      { status: 'success', error_code: null, moved_to: 'processed/stats.csv' },
    ]);
    expect(await readFile(join(world.directory, 'processed/stats.csv'), 'utf8')).toBe('the second\n');
  });
});

test('of two intakes only one works on the files of a data set at a time, in the order of their arrival', async () => {
  await writeFile(join(world.directory, 'incoming/b.csv'), 'b\n');
  await lookForDrops(intake, world.store);
  await world.drop('incoming/a.csv');
  const order: string[] = [];
  const watched = (owner: string): IntakeContext =>
    world.replica({
      owner,
      callTracker: async (name, params) => {
        order.push(('source' in params ? (params.source ?? '') : '').slice(-5));
        return intake.callTracker(name, params);
      },
    });
  await Promise.all([workAll(watched('intake.a')), workAll(watched('intake.b'))]);
  expect(order).toEqual(['b.csv', 'a.csv']);
});
