import { testDatabase } from '@regpipe/testkit';
import { beforeAll, expect, test } from 'vitest';

import { connectDatabase, type Database } from '../connect-database.ts';
import { rollBack } from '../publish/roll-back.ts';
import { listJobEvents } from '../queries/list-job-events.ts';
import { addJob, addJobIn, PLANT_TABLES, PLANTS, publishPlants } from '../testing/plants.ts';
import { cancelJob } from './cancel-job.ts';
import { changeStatus } from './change-status.ts';
import { beat } from './heartbeat.ts';
import { recordJobEvent } from './record-job-event.ts';
import { refreshCounts } from './refresh-counts.ts';
import { resumeJob } from './resume-job.ts';
import { supersedeJobs } from './supersede-jobs.ts';

let database: Database;

beforeAll(async () => {
  const own = await testDatabase();
  // As the services: what they may not do by themselves, the trigger may.
  database = connectDatabase({
    url: own.roleUrls.loader,
    ...{ applicationName: 'test', poolSize: 3, log: { warn: () => undefined } },
  });
  return async () => {
    await database.close();
    await own.close();
  };
});

const AT = '2026-05-09T06:00:00.000Z';

async function timeline(jobId: number): Promise<unknown[]> {
  const events = await listJobEvents(database.pool, jobId);
  return events.map(({ attempt, type, data }) => [attempt, type, data]);
}

test('every change of state is noted with its reason, once, and nothing else', async () => {
  const jobId = await addJob(database);
  const { pool } = database;
  await changeStatus(pool, { jobId, from: ['queued'], to: 'running' });
  await changeStatus(pool, { jobId, from: ['queued'], to: 'running' });
  await beat(pool, jobId);
  await refreshCounts(pool, jobId);
  const error = { code: 'SOURCE_STALLED', message: 'no bytes for 30 s' };
  await changeStatus(pool, { jobId, from: ['running'], to: 'failed', error });
  await resumeJob(database, jobId, 0);
  await cancelJob(pool, jobId);
  const none = { code: null, message: null, repair: null };
  expect(await timeline(jobId)).toEqual([
    [1, 'status', { from: null, to: 'queued', ...none }],
    [1, 'status', { from: 'queued', to: 'running', ...none }],
    [1, 'status', { from: 'running', to: 'failed', ...none, ...error }],
    [2, 'status', { from: 'failed', to: 'queued', ...none }],
    [2, 'status', { from: 'queued', to: 'cancelled', ...none }],
  ]);
});

test('a job that is given up for a newer one says so', async () => {
  const jobId = await addJobIn(database, 'failed', 'mosses');
  await supersedeJobs(database.pool, 'mosses', jobId + 1);
  expect((await timeline(jobId)).at(-1)).toEqual([1, 'discarded', {}]);
});

test('a rollback stands in the timelines of both versions', async () => {
  const first = await publishPlants(database, ['fern']);
  const second = await publishPlants(database, ['moss']);
  await rollBack(database, PLANTS, PLANT_TABLES, 500);
  expect((await timeline(first)).at(-1)).toEqual([1, 'publication.restored', { from: second }]);
  expect((await timeline(second)).at(-1)).toEqual([1, 'publication.rolled-back', { to: first }]);
});

test('a fact that is told twice stands once, and one about a job that is gone nowhere', async () => {
  const jobId = await addJobIn(database, 'running', 'ferns');
  const fact = { jobId, attempt: 1, at: AT, type: 'chunk.dead', key: 'loader.0.1', data: { chunk: 0 } };
  await recordJobEvent(database.pool, fact);
  await recordJobEvent(database.pool, { ...fact, at: '2026-05-09T07:00:00.000Z' });
  await recordJobEvent(database.pool, { ...fact, attempt: 2 });
  await recordJobEvent(database.pool, { ...fact, jobId: 999_999 });
  const kept = (await listJobEvents(database.pool, jobId)).filter(({ type }) => type === 'chunk.dead');
  expect(kept).toMatchObject([
    { at: AT, attempt: 1 },
    { at: AT, attempt: 2 },
  ]);
});

test('a reason that quotes what PostgreSQL cannot hold is kept all the same', async () => {
  const jobId = await addJobIn(database, 'running', 'palms');
  const data = { reason: 'a\0b\ud83d' };
  await recordJobEvent(database.pool, { jobId, attempt: 1, at: AT, type: 'chunk.dead', key: '', data });
  expect((await timeline(jobId)).slice(0, 1)).toEqual([[1, 'chunk.dead', { reason: 'a\ufffdb\ufffd' }]]);
});

test('a job whose every chunk dies has a timeline that can be read', async () => {
  const jobId = await addJobIn(database, 'running', 'ivies');
  for (let chunk = 0; chunk < 105; chunk += 1) {
    const fact = { jobId, attempt: 1, at: AT, type: 'chunk.dead', key: `loader.${chunk}.1`, data: { chunk } };
    await recordJobEvent(database.pool, fact);
  }
  expect(await listJobEvents(database.pool, jobId)).toHaveLength(2 + 100);
});
