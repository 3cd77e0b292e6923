import {
  createJob,
  findSchedule,
  listRuns,
  type NewRun,
  type NewSchedule,
  setSchedule,
} from '@regpipe/database';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { runTick } from './run-tick.ts';
import { DATASET, testTracker, type TestTracker } from './testing/test-tracker.ts';
import { tickByHand } from './tick-by-hand.ts';

const NAME = 'minutely';
const MINUTE_MS = 60_000;

let own: TestTracker;

beforeAll(async () => {
  own = await testTracker();
  return () => own.close();
});
beforeEach(async () => {
  await own.reset();
  await own.tracker.database.pool.query('DELETE FROM etl.schedule');
});

/** A schedule that was set a day ago. */
async function set(changes: Partial<NewSchedule> = {}): Promise<void> {
  const { pool } = own.tracker.database;
  await setSchedule(pool, {
    name: NAME,
    dataset: DATASET.name,
    mode: 'dry-run',
    source: null,
    cron: '* * * * *',
    every_minutes: null,
    time_zone: 'Asia/Taipei',
    repeats: null,
    enabled: true,
    ...changes,
  });
  await pool.query(
    `UPDATE etl.schedule SET created_at = created_at - interval '1 day', counts_from = counts_from - interval '1 day'`,
  );
}

/** A tick of the clock that was due so many milliseconds ago. */
function tick(agoMs = 0, by: NewRun['by'] = 'clock'): NewRun {
  return { schedule: NAME, dueAt: new Date(Date.now() - agoMs).toISOString(), by };
}

const runs = () => listRuns(own.tracker.database.pool, NAME, 100);
const schedule = () => findSchedule(own.tracker.database.pool, NAME);

async function jobs(): Promise<number> {
  const { rowCount } = await own.tracker.database.pool.query('SELECT FROM etl.etl_job_run');
  return rowCount ?? 0;
}

/** Ends whatever runs. */
async function endJobs(): Promise<void> {
  await own.tracker.database.pool.query(`UPDATE etl.etl_job_run SET status = 'success'`);
}

describe('a tick', () => {
  test('starts a job as its schedule says, and is kept with it', async () => {
    await set({ source: '/data/sample.csv' });
    const due = tick();
    const run = await runTick(own.tracker, due);
    expect(run).toMatchObject({ due_at: due.dueAt, by: 'clock', outcome: 'started', code: null });
    expect(await own.job(run?.job_id ?? 0)).toMatchObject({ mode: 'dry-run', status: 'queued' });
    expect(await own.commands('fetch')).toMatchObject([{ jobId: run?.job_id, source: '/data/sample.csv' }]);
    expect(await schedule()).toMatchObject({ ticks: 1, last_run: run });
    expect(own.logged).toContainEqual(
      expect.objectContaining({ event: 'tick_started', job_run_id: run?.job_id }),
    );
  });

  test('that comes again is the run that it was, also when its job has long ended', async () => {
    await set();
    const due = tick();
    const run = await runTick(own.tracker, due);
    await endJobs();
    expect(await runTick(own.tracker, due)).toEqual(run);
    expect([await jobs(), (await runs()).length, (await schedule())?.ticks]).toEqual([1, 1, 1]);
  });

  test('that several trackers have at once makes one job', async () => {
    await set();
    const due = tick();
    const seen = await Promise.all(Array.from({ length: 5 }, () => runTick(own.tracker, due)));
    expect(new Set(seen.map((run) => run?.job_id)).size).toBe(1);
    expect([await jobs(), (await runs()).length, (await schedule())?.ticks]).toEqual([1, 1, 1]);
    expect(await runs()).toMatchObject([{ outcome: 'started' }]);
  });

  test('whose tracker dies with its job half made leaves nothing, and is run when it comes again', async () => {
    await set();
    const due = tick();
    const broken = { ...DATASET.tables[0], name: 'broken', columns: [{ name: 'x', sql: 'no_such_type' }] };
    const { database } = own.tracker;
    const job = {
      dataset: DATASET.name,
      mode: 'full',
      source: 'x',
      chunkBytes: 1,
      chunkRecords: null,
    } as const;
    const half = createJob(database, {
      ...job,
      ...{ recordLimit: null, forced: false, accepted: false, run: due },
      tables: [broken as unknown as (typeof DATASET.tables)[number]],
    });
    await expect(half).rejects.toThrow('no_such_type');
    expect([await jobs(), await runs(), (await schedule())?.ticks]).toEqual([0, [], 0]);
    expect(await runTick(own.tracker, due)).toMatchObject({ outcome: 'started' });
  });

  test('while a job of the data set runs is skipped, and names it', async () => {
    await set();
    const running = await own.start();
    const run = await runTick(own.tracker, tick());
    expect(run).toMatchObject({ outcome: 'skipped', code: 'JOB_RUNNING', job_id: running.id });
    expect(run?.message).toContain(`Job ${running.id} `);
    expect([await jobs(), (await schedule())?.ticks]).toEqual([1, 1]);
  });

  test.each([
    ['a data set that is gone', { dataset: 'no-such' }, 'DATASET_UNKNOWN'],
    ['a source that may not be read', { source: 'http://169.254.169.254/' }, 'SOURCE_FORBIDDEN'],
  ])('of %s is skipped with the reason', async (_what, changes, code) => {
    await set(changes);
    expect(await runTick(own.tracker, tick())).toMatchObject({ outcome: 'skipped', code, job_id: null });
    expect(await jobs()).toBe(0);
  });

  test('that comes too late is not run any more, and kept as skipped', async () => {
    await set();
    const run = await runTick(own.tracker, tick(2 * MINUTE_MS));
    expect(run).toMatchObject({ outcome: 'skipped', code: 'TICK_LATE', job_id: null });
    expect(run?.message).toContain('It came 120 s after it was due');
    expect([await jobs(), (await schedule())?.ticks]).toEqual([0, 1]);
    expect(own.logged).toContainEqual(expect.objectContaining({ event: 'tick_skipped', code: 'TICK_LATE' }));
  });

  test('of a schedule that nobody knows is told, and done with', async () => {
    expect(await runTick(own.tracker, tick())).toBeUndefined();
    expect(own.logged).toMatchObject([{ event: 'tick_ignored', schedule: NAME }]);
  });
});

describe('a schedule', () => {
  test('ends after as many ticks as it repeats, skipped ones too', async () => {
    await set({ repeats: 2 });
    await runTick(own.tracker, tick(3));
    await runTick(own.tracker, tick(2));
    expect(await runTick(own.tracker, tick(1))).toBeUndefined();
    expect((await runs()).map(({ code }) => code)).toEqual(['JOB_RUNNING', null]);
    expect(await schedule()).toMatchObject({ ticks: 2, ended: true });
  });

  test('never has more ticks than it repeats, however many come at once', async () => {
    await set({ repeats: 3 });
    await Promise.all(Array.from({ length: 8 }, (_, index) => runTick(own.tracker, tick(index))));
    expect(await schedule()).toMatchObject({ ticks: 3, ended: true });
    expect(await runs()).toHaveLength(3);
  });

  test('whose clock is stopped ignores its ticks, but not those by hand', async () => {
    await set({ enabled: false });
    expect(await runTick(own.tracker, tick())).toBeUndefined();
    expect(await runTick(own.tracker, tick(0, 'hand'))).toMatchObject({ outcome: 'started', by: 'hand' });
    expect(await schedule()).toMatchObject({ ticks: 0 });
  });

  test('that was removed and made anew has nothing to do with the ticks of the other', async () => {
    await set();
    const old = tick(2 * 24 * 60 * MINUTE_MS);
    expect(await runTick(own.tracker, old)).toBeUndefined();
    expect(await runs()).toEqual([]);
  });

  test('forgets what was due three months ago', async () => {
    await set();
    await own.tracker.database.pool.query(
      `INSERT INTO etl.schedule_run (schedule, due_at, ticked_by, outcome) VALUES ($1, now() - interval '91 days', 'clock', 'started')`,
      [NAME],
    );
    await runTick(own.tracker, tick());
    expect(await runs()).toHaveLength(1);
  });
});

describe('run by hand', () => {
  test('a schedule starts its job whether it is paused or has ended, and counts no tick', async () => {
    await set({ repeats: 1, enabled: false });
    expect(await tickByHand(own.tracker, NAME)).toMatchObject({ outcome: 'started', by: 'hand' });
    expect(await tickByHand(own.tracker, NAME)).toMatchObject({ outcome: 'skipped', code: 'JOB_RUNNING' });
    expect(await schedule()).toMatchObject({ ticks: 0, ended: false });
  });

  test('a schedule that is not there is refused by its name', async () => {
    await expect(tickByHand(own.tracker, NAME)).rejects.toMatchObject({ code: 'SCHEDULE_NOT_FOUND' });
  });
});
