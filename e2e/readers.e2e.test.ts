import { testStack, type TestStack, until } from '@regpipe/testkit';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';

import { getJson, runJob } from './testing/job-report.ts';
import { countLoadedChunks, readSnapshot, type Snapshot } from './testing/live-tables.ts';
import { startPacedSource } from './testing/paced-source.ts';
import { type Polling, pollReaders, type Sight } from './testing/poll-readers.ts';
import { type SampleFile, sampleFile } from './testing/sample-file.ts';

const DATASET = '/api/datasets/tax-registration';
const READERS = 2;

let stack: TestStack;
let first: SampleFile;
let second: SampleFile;

beforeAll(async () => {
  stack = await testStack();
  first = await sampleFile(stack, { rows: 4_000, seed: 61 });
  second = await sampleFile(stack, { rows: 5_000, seed: 62 });
});
afterAll(() => stack.close());

async function publish({ path }: SampleFile): Promise<Snapshot> {
  const job = await runJob(stack, { source: path, chunkSize: 100, force: true });
  expect(job).toMatchObject({ status: 'success' });
  return readSnapshot(stack.database.pool);
}

/** Waits until every reader has begun and ended a transaction from now on. */
async function untilSeen(polling: Polling): Promise<void> {
  const before = polling.count();
  await until(() => polling.count() >= before + 2 * READERS, 'the readers to look again');
}

/** Runs half a job beside the readers; it ends as `end` makes it. */
async function loadHalf(polling: Polling, end: (id: number) => Promise<unknown>): Promise<void> {
  const source = await startPacedSource({ bytes: second.bytes });
  onTestFinished(() => source.close());
  source.holdAt(second.bytes.length / 2);
  const { id } = await stack.start({ source: source.url, chunkSize: 100 });
  await until(async () => (await countLoadedChunks(stack, id)) > 3, `chunks of job ${id}`);
  await untilSeen(polling);
  source.cutAt(second.bytes.length / 2);
  await end(id);
  await untilSeen(polling);
}

test('readers see whole publications only, through loads, failures, cancels, publications and a rollback', async () => {
  const firstTables = await publish(first);
  await stack.database.pool.query(
    `CREATE VIEW public.my_pairs AS
       SELECT ban, business_name, industry_code FROM tax_registration JOIN business_industry ON business_id = ban`,
  );
  const polling = pollReaders(stack, READERS);
  onTestFinished(() => polling.stop());

  await untilSeen(polling);
  await loadHalf(polling, (id) => stack.reach(id, 'failed'));
  await loadHalf(polling, async (id) => {
    // Cancelled before the broken connection has failed it, or after: both end it.
    await stack.request('POST', `/api/jobs/${id}/cancel`);
    await stack.reach(id, 'cancelled', 'failed');
  });
  expect(distinct(polling.sights)).toHaveLength(1);

  const secondTables = await publish(second);
  await untilSeen(polling);
  expect(distinct(polling.sights)).toHaveLength(2);
  expect((await rollBack()).status).toBe(200);
  expect(await readSnapshot(stack.database.pool)).toEqual(firstTables);
  await untilSeen(polling);
  // Eight publications more, so that many swaps meet many reads.
  for (let round = 0; round < 4; round += 1) {
    expect(await publish(second)).toEqual(secondTables);
    expect(await publish(first)).toEqual(firstTables);
  }
  await polling.stop();

  expect(distinct(polling.sights)).toHaveLength(2);
  for (const { registrations, industries, pairs } of polling.sights) {
    const whole = registrations === firstTables.registrations ? firstTables : secondTables;
    expect({ registrations, industries }).toEqual({
      registrations: whole.registrations,
      industries: whole.industries,
    });
    expect(pairs).toBe(industries);
  }
});

function distinct(sights: readonly Sight[]): string[] {
  return [...new Set(sights.map((sight) => JSON.stringify(sight)))];
}

test('grants on the live names and views of users outlive a publication', async () => {
  const { pool } = stack.database;
  const role = `analyst_${Date.now()}`;
  await pool.query(
    `CREATE ROLE ${role}; GRANT SELECT ON public.tax_registration, public.my_pairs TO ${role}`,
  );
  onTestFinished(async () => {
    await pool.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
  });
  const { registrations } = await publish(second);
  const { rows } = await pool.query<{ view: boolean; own: boolean }>(
    `SELECT has_table_privilege($1, 'public.tax_registration', 'SELECT') AS view,
            has_table_privilege($1, 'public.my_pairs', 'SELECT') AS own`,
    [role],
  );
  expect(rows).toEqual([{ view: true, own: true }]);
  const seen = await pool.query<{ count: number }>('SELECT count(DISTINCT ban) FROM public.my_pairs');
  expect(seen.rows[0]?.count).toBeLessThanOrEqual(registrations);
});

test('a rollback goes one version back, and no further than what is kept', async () => {
  await publish(first);
  await until(async () => (await keptVersions()).length === 2, 'older versions to be dropped');
  const [newest, before] = await keptVersions();
  const rolledBack = await rollBack();
  expect(rolledBack.status).toBe(200);
  expect(await rolledBack.json()).toMatchObject({ version: before, live: true });
  const { live } = await getJson<{ live: { version: number } }>(stack, DATASET);
  expect(live.version).toBe(before);
  expect(await keptVersions()).toEqual([newest, before]);
  const refused = await rollBack();
  expect(refused.status).toBe(409);
  expect(await refused.json()).toMatchObject({ code: 'NO_PREVIOUS_VERSION' });
});

test('a transaction that is older than a publication is refused rather than shown a part of it', async () => {
  await publish(first);
  const session = await stack.database.pool.connect();
  try {
    await session.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
    await session.query('SELECT now()');
    await publish(second);
    await expect(session.query('SELECT count(*) FROM tax_registration')).rejects.toMatchObject({
      code: '40001',
    });
    await session.query('ROLLBACK');
    const { rows } = await session.query<{ count: number }>('SELECT count(*) FROM tax_registration');
    expect(rows[0]?.count).toBe(second.expected.processed);
  } finally {
    session.release();
  }
});

function rollBack(): Promise<Response> {
  return stack.request('POST', `${DATASET}/rollback`);
}

/** Newest first. */
async function keptVersions(): Promise<number[]> {
  const { history } = await getJson<{ history: { version: number; dropped: boolean }[] }>(stack, DATASET);
  return history.filter(({ dropped }) => !dropped).map(({ version }) => version);
}
