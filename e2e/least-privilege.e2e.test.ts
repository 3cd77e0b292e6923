import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { connectBus } from '@regpipe/bus';
import type { Comparison, Publication, ScheduleRun, StreamView, System } from '@regpipe/contracts';
import { testStack, type TestStack, until } from '@regpipe/testkit';
import { beforeAll, expect, test } from 'vitest';

import { runJob } from './testing/job-report.ts';
import { startPacedSource } from './testing/paced-source.ts';
import { sampleFile } from './testing/sample-file.ts';

const log = { warn: () => undefined, error: () => undefined };

let stack: TestStack;
beforeAll(async () => {
  stack = await testStack({
    replicas: { scheduler: 1, intake: 1, projector: 1, query: 1 },
    // Ticks are made here that were due minutes ago.
    environment: { REGPIPE_TICK_GRACE_MS: '600000' },
  });
  return () => stack.close();
});

test('a job, a cancelled one, a rollback and queries need no more than each service may', async () => {
  const sample = await sampleFile(stack, { rows: 2_000, seed: 7 });
  for (let run = 0; run < 2; run += 1) {
    expect(await runJob(stack, { source: sample.path, force: true })).toMatchObject({ status: 'success' });
  }
  const [newer, older] = (
    (await (await stack.request('GET', '/api/datasets/tax-registration')).json()) as {
      history: Publication[];
    }
  ).history;
  const versions = `from=${older?.version ?? 0}&to=${newer?.version ?? 0}`;
  const compared = await stack.request('GET', `/api/datasets/tax-registration/compare?${versions}`);
  expect(((await compared.json()) as Comparison).tables).toMatchObject([
    { table: 'tax_registration', keys: { added: 0, removed: 0, changed: 0 } },
    { table: 'business_industry', keys: null },
  ]);
  const source = await startPacedSource({ bytes: sample.bytes });
  source.holdAt(sample.bytes.length / 2);
  const cancelled = await stack.start({ source: source.url, force: true });
  await stack.reach(cancelled.id, 'running');
  expect((await stack.request('POST', `/api/jobs/${cancelled.id}/cancel`)).status).toBe(200);
  await source.close();
  expect((await stack.request('POST', '/api/datasets/tax-registration/rollback')).status).toBe(200);
  expect((await stack.request('GET', '/api/registrations?name=%E5%A4%A7')).status).toBe(200);
  await runBySchedule(sample.path);

  expect(await logOf('nats')).not.toContain('Violation');
  const services = stack.services.map(({ service }) => logOf(service));
  expect((await Promise.all(services)).join('')).not.toMatch(/permission denied|bus_refused/);
});

test('the gateway shows every process with its version, and the streams between them', async () => {
  const system = (await (await stack.request('GET', '/api/system')).json()) as System;
  for (const { service } of stack.services) {
    const replicas = system.services.find(({ name }) => name === service)?.replicas;
    expect([service, replicas]).toMatchObject([service, [{ version: system.version }]]);
  }
  const { items } = (await (await stack.request('GET', '/api/streams')).json()) as { items: StreamView[] };
  expect(items.find(({ name }) => name === 'RAW')).toMatchObject({
    messages: 0,
    consumers: [{ name: 'transformer', pending: 0, in_flight: 0 }],
  });
  expect(items.flatMap(({ consumers }) => consumers.map(({ name }) => name))).toContain('jobs-discard');
});

/** A tick of the clock, one by hand, and one by a call: each with its job. */
async function runBySchedule(source: string): Promise<void> {
  const schedule = '/api/schedules/minutely';
  const body = { mode: 'dry-run', every_minutes: 1, repeats: 1, source };
  expect((await stack.request('PUT', schedule, body)).status).toBe(201);
  await stack.database.pool.query(
    `UPDATE etl.schedule SET created_at = now() - interval '2 minutes', counts_from = now() - interval '2 minutes'`,
  );
  await endOfRun('clock');
  // The API reads the schedule before its runs: only the next answer is sure to know both.
  const ticked = await stack.request('GET', schedule);
  expect(await ticked.json()).toMatchObject({ ticks: 1, ended: true, runs: { length: 1 } });

  const operator = await connectBus({ url: stack.natsUrl, name: 'test', log });
  await operator.jetstream.publish('schedule.tick.minutely');
  await operator.close();
  await endOfRun('hand');

  const answer = await stack.request('POST', `${schedule}/run`);
  expect([answer.status, await answer.json()]).toMatchObject([202, { by: 'hand', outcome: 'started' }]);
  expect(await endOfRun('hand')).toMatchObject({ ticks: 1, runs: { length: 3 } });
}

/** The schedule, once its newest run has started a job and that has ended well. */
async function endOfRun(by: ScheduleRun['by']): Promise<unknown> {
  let schedule: { readonly runs: readonly ScheduleRun[] } = { runs: [] };
  await until(async () => {
    const answer = await stack.request('GET', '/api/schedules/minutely');
    schedule = (await answer.json()) as typeof schedule;
    return schedule.runs[0]?.by === by;
  }, `a run by ${by}`);
  const [run] = schedule.runs;
  expect(run).toMatchObject({ outcome: 'started', code: null });
  await stack.reach(run?.job_id ?? 0, 'success');
  return schedule;
}

test('each service is its own user in PostgreSQL', async () => {
  const expected = [
    'regpipe-gateway regpipe_gateway',
    'regpipe-intake regpipe_intake',
    'regpipe-loader regpipe_loader',
    'regpipe-projector regpipe_projector',
    'regpipe-query regpipe_query',
    'regpipe-scheduler regpipe_scheduler',
    'regpipe-tracker regpipe_loader',
  ];
  // A service that has nothing to do has a connection now and then.
  const seen = new Set<string>();
  const look = async () => {
    const { rows } = await stack.database.pool.query<{ line: string }>(
      `SELECT DISTINCT format('%s %s', substring(application_name FROM '^regpipe-[a-z]+'), usename) AS line
         FROM pg_stat_activity
        WHERE datname = current_database() AND application_name LIKE 'regpipe-%' ORDER BY 1`,
    );
    for (const { line } of rows) seen.add(line);
  };
  await until(async () => {
    await stack.request('GET', '/api/jobs');
    await look();
    return expected.every((line) => seen.has(line));
  }, 'every service to have a connection');
  expect([...seen].sort()).toEqual(expected);
});

function logOf(process: string): Promise<string> {
  return readFile(join(stack.directory, 'logs', `${process}.log`), 'utf8');
}
