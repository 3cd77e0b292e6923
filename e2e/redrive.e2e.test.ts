import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { type Bus, connectBus, purgeSubject } from '@regpipe/bus';
import type { Job } from '@regpipe/contracts';
import type { ExpectedCounts } from '@regpipe/datasets';
import { testStack, type TestStack, until } from '@regpipe/testkit';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';

import { csvOf, record } from './testing/hand-made.ts';
import { ended, getJson, reportOf, runJob } from './testing/job-report.ts';
import { readSnapshot, type Snapshot, tablesOf } from './testing/live-tables.ts';
import { startPacedSource } from './testing/paced-source.ts';
import { poison } from './testing/poison.ts';

const CHUNK_SIZE = 200;
/** Of the chunk that dies. */
const FIRST = 1_000;
const POISONED = ban(FIRST + 100);

let stack: TestStack;
let bus: Bus;
let bytes: Buffer;
let path: string;
let undisturbed: Snapshot;
let expected: ExpectedCounts;

beforeAll(async () => {
  stack = await testStack({
    environment: { REGPIPE_MAX_DELIVERIES: '2', REGPIPE_INTERRUPT_AFTER_MS: '8000' },
  });
  bus = await connectBus({ url: stack.natsUrl, name: 'test', log: { warn: () => {}, error: () => {} } });
  bytes = csvOf(...records());
  path = join(stack.directory, 'register.csv');
  await writeFile(path, bytes);
  const job = await runJob(stack, { source: path, chunkSize: CHUNK_SIZE });
  expect(job).toMatchObject({ status: 'success', records_duplicated: 3, records_failed: 1 });
  undisturbed = await readSnapshot(stack.database.pool);
  expected = await reportOf(stack, job.id);
});
afterAll(async () => {
  await bus.close();
  await stack.close();
});

function ban(n: number): string {
  return String(10_000_000 + n);
}

/** Three thousand records; the chunk that dies shares keys with chunks before and behind it, and holds a reject. */
function records(): string[] {
  const numbers = Array.from({ length: 3_000 }, (_, n) => ban(n));
  numbers[FIRST + 20] = ban(20);
  numbers[2_500] = ban(FIRST + 10);
  numbers[2_700] = ban(FIRST + 10);
  numbers[FIRST + 150] = 'no number';
  return numbers.map((number, n) =>
    record('addr', number, '', `name ${n}`, '1', '', '', 'Y', '561113', `a ${n}`, '561114', `b ${n}`),
  );
}

/** A job whose version lacks the poisoned chunk. */
async function publishPartly(): Promise<{ job: Job; partial: Snapshot; report: ExpectedCounts }> {
  const source = await startPacedSource({ bytes });
  onTestFinished(() => source.close());
  source.holdAt(1_000);
  const { id } = await stack.start({ source: source.url, chunkSize: CHUNK_SIZE, force: true });
  const poisoning = await poison(stack, `tax_registration_v${id}`, POISONED);
  source.release();
  const job = await ended(stack, id);
  await poisoning.remove();
  expect(job).toMatchObject({ status: 'partial', records_failed: CHUNK_SIZE, records_duplicated: 1 });
  const partial = await readSnapshot(stack.database.pool);
  expect(partial).not.toEqual(undisturbed);
  return { job, partial, report: await reportOf(stack, id) };
}

async function redrive(job: Job): Promise<Job> {
  const answer = await stack.request('POST', `/api/jobs/${job.id}/redrive`);
  const body = (await answer.json()) as Job;
  expect(answer.status, JSON.stringify(body)).toBe(202);
  return body;
}

async function expectRepaired(job: Job): Promise<void> {
  expect(await ended(stack, job.id)).toMatchObject({ status: 'success', repair: null, error_code: null });
  expect(await readSnapshot(stack.database.pool)).toEqual(undisturbed);
  expect(await reportOf(stack, job.id)).toEqual(expected);
  expect(await repairTables(job)).toEqual([]);
}

async function repairTables(job: Job): Promise<string[]> {
  const { rows } = await stack.database.pool.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE tablename LIKE '%\\_v' || $1 || '\\_r%'`,
    [job.id],
  );
  return rows.map((row) => row.name);
}

async function kill(name: 'loader' | 'tracker'): Promise<() => Promise<void>> {
  const [service] = stack.of(name);
  await service?.kill();
  return async () => {
    await service?.start();
  };
}

test('a repaired job is the undisturbed one, and readers see the partial version until then', async () => {
  const { job, partial } = await publishPartly();
  expect(await getJson(stack, `/api/jobs/${job.id}/errors?type=DEAD_CHUNK`)).toMatchObject({
    items: [{ chunk: 5, source_line: FIRST + 3 }],
  });
  const sights: Snapshot[] = [];
  const enough = new AbortController();
  const reader = (async () => {
    while (!enough.signal.aborted) sights.push(await readSnapshot(stack.database.pool));
  })();
  expect(await redrive(job)).toMatchObject({ id: job.id, attempt: 2, repair: 2 });
  await expectRepaired(job);
  enough.abort();
  await reader;
  const seen = sights.map(({ checksum }) => checksum);
  expect(new Set(seen)).toEqual(new Set([partial.checksum, undisturbed.checksum]));
  expect(seen).toEqual([...seen].sort((a) => (a === partial.checksum ? -1 : 1)));
  expect((await stack.job(job.id)).publication).toMatchObject({
    live: true,
    row_counts: { tax_registration: undisturbed.registrations, business_industry: undisturbed.industries },
  });
  // Which record was kept is said of every duplicate, whenever it was found.
  const { rows } = await stack.database.pool.query<{ error_message: string }>(
    `SELECT error_message FROM etl.data_import_error WHERE job_id = $1 AND error_type = 'DUPLICATE' ORDER BY source_line`,
    [job.id],
  );
  const kept = rows.map((row) => Number(/line (\d+)/.exec(row.error_message)?.[1]));
  expect(kept).toEqual([20 + 3, FIRST + 10 + 3, FIRST + 10 + 3]);

  const again = await stack.request('POST', `/api/jobs/${job.id}/redrive`);
  expect(again.status).toBe(409);
  expect(await again.json()).toMatchObject({ code: 'JOB_NOT_REDRIVABLE' });
});

test('a second redrive while one works changes nothing', async () => {
  const { job } = await publishPartly();
  const start = await kill('loader');
  const answers = await Promise.all([redrive(job), redrive(job), redrive(job)]);
  expect(answers.map(({ attempt, repair }) => [attempt, repair])).toEqual(Array(3).fill([2, 2]));
  const refused = await stack.request('POST', '/api/jobs', { source: path });
  expect(await refused.json()).toMatchObject({ code: 'JOB_RUNNING', job_id: job.id });
  await start();
  await expectRepaired(job);
});

test('a loader and a tracker killed in the middle of the merge lose nothing', async () => {
  const { job, partial } = await publishPartly();
  const session = await stack.database.pool.connect();
  onTestFinished(() => session.release());
  // What is still being built for the search may be in the way.
  const lock = () =>
    session.query(`BEGIN; LOCK TABLE regpipe.tax_registration_v${job.id} IN SHARE MODE`).then(
      () => true,
      () => session.query('ROLLBACK').then(() => false),
    );
  await until(lock, 'a lock on the version');
  await redrive(job);
  const step = async () => (await stack.job(job.id)).progress?.publish_step;
  await until(async () => (await step()) === 'merge', 'the merge');
  const starts = [await kill('loader'), await kill('tracker')];
  expect(await readSnapshot(stack.database.pool)).toEqual(partial);
  await session.query('ROLLBACK');
  for (const start of starts) await start();
  // The silence may have been long enough to count as an interruption.
  const last = await ended(stack, job.id);
  if (last.status === 'interrupted') await stack.request('POST', `/api/jobs/${job.id}/resume`);
  await expectRepaired(job);
});

test('a repair that is interrupted goes on when it is resumed, and asks no source', async () => {
  const { job, partial } = await publishPartly();
  const start = await kill('loader');
  await redrive(job);
  expect(await stack.reach(job.id, 'interrupted')).toMatchObject({ repair: 2, publication: { live: true } });
  expect(await readSnapshot(stack.database.pool)).toEqual(partial);
  await start();
  const resumed = await stack.request('POST', `/api/jobs/${job.id}/resume`);
  expect(await resumed.json()).toMatchObject({ attempt: 3, repair: 2 });
  await expectRepaired(job);
});

test('a chunk that dies again leaves the job partial, and can be driven once more', async () => {
  const { job, partial, report } = await publishPartly();
  const start = await kill('loader');
  await redrive(job);
  const poisoning = await poison(stack, `tax_registration_v${job.id}_r2`, POISONED);
  await start();
  expect(await ended(stack, job.id)).toMatchObject({ status: 'partial', attempt: 2, repair: null });
  expect(await readSnapshot(stack.database.pool)).toEqual(partial);
  expect(await reportOf(stack, job.id)).toEqual(report);
  await poisoning.remove();
  expect(await redrive(job)).toMatchObject({ attempt: 3, repair: 3 });
  await expectRepaired(job);
});

test.each([
  ['cancelled', (job: Job) => stack.request('POST', `/api/jobs/${job.id}/cancel`)],
  ['superseded', () => stack.request('POST', '/api/jobs', { source: path, mode: 'dry-run' })],
])('a repair that is %s leaves the job as it was, and the version untouched', async (how, end) => {
  const { job, partial, report } = await publishPartly();
  const start = await kill('loader');
  await redrive(job);
  if (how === 'superseded') await stack.reach(job.id, 'interrupted');
  expect((await end(job)).ok).toBe(true);
  const after = await stack.reach(job.id, 'partial');
  expect(after).toMatchObject({ repair: null, error_code: null, completed_at: expect.any(String) as string });
  await start();
  await until(async () => (await repairTables(job)).length === 0, 'the tables of the repair to be dropped');
  expect(await tablesOf(stack, job.id)).toHaveLength(2);
  expect(await readSnapshot(stack.database.pool)).toEqual(partial);
  expect(await reportOf(stack, job.id)).toEqual(report);
  if (how === 'superseded') {
    const dry = await getJson<{ items: Job[] }>(stack, '/api/jobs?mode=dry-run&limit=1');
    await ended(stack, dry.items[0]?.id ?? 0);
  }
  await redrive(job);
  await expectRepaired(job);
});

test('without dead letters, or with a newer version live, a job is not repaired', async () => {
  const { job } = await publishPartly();
  await purgeSubject(bus, 'DEAD', `dead.*.*.${job.id}`);
  const gone = await stack.request('POST', `/api/jobs/${job.id}/redrive`);
  expect(gone.status).toBe(409);
  expect(await gone.json()).toMatchObject({ code: 'DEAD_LETTERS_GONE' });
  expect(await stack.job(job.id)).toMatchObject({ status: 'partial', attempt: 1, repair: null });

  expect(await runJob(stack, { source: path, chunkSize: CHUNK_SIZE })).toMatchObject({ status: 'success' });
  const older = await stack.request('POST', `/api/jobs/${job.id}/redrive`);
  expect(await older.json()).toMatchObject({ code: 'JOB_NOT_REDRIVABLE', job_id: job.id });
});
