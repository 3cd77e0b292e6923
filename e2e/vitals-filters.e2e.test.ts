import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Job } from '@regpipe/contracts';
import type { ServiceName } from '@regpipe/stack';
import { testStack, type TestStack, until } from '@regpipe/testkit';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';

import { type Counted, countMetric, type MetricName } from './testing/count-metric.ts';
import { csvOf, record } from './testing/hand-made.ts';
import { ended, runJob } from './testing/job-report.ts';
import { logLines } from './testing/log-lines.ts';
import { startPacedSource } from './testing/paced-source.ts';
import { poison } from './testing/poison.ts';

const CHUNK_SIZE = 100;
const CHUNKS = 6;

let stack: TestStack;
let path: string;

beforeAll(async () => {
  stack = await testStack({ environment: { REGPIPE_VITALS_INTERVAL_S: '1', REGPIPE_MAX_DELIVERIES: '2' } });
  path = join(stack.directory, 'register.csv');
  await writeFile(path, source());
});
afterAll(() => stack.close());

function source(): Buffer {
  const numbers = Array.from({ length: CHUNKS * CHUNK_SIZE }, (_, n) => ban(n));
  return csvOf(...numbers.map((number) => record('addr', number, '', `name ${number}`)));
}

function ban(n: number): string {
  return String(10_000_000 + n);
}

async function counted(name: MetricName): Promise<readonly Counted[]> {
  return countMetric(name, await logLines(stack, 'gateway'));
}

/** Waits until the metric was measured as the value after `since` lines; gives how many lines there are. */
async function measuredAs(name: MetricName, value: number, since = 0): Promise<number> {
  let seen: readonly Counted[] = [];
  await until(async () => {
    seen = await counted(name);
    return seen.slice(since).some((measured) => measured.value === value);
  }, `${name} to be ${value}`);
  return seen.length;
}

async function kill(...services: readonly ServiceName[]): Promise<void> {
  await Promise.all(services.flatMap((name) => stack.of(name).map((service) => service.kill())));
}

async function start(...services: readonly ServiceName[]): Promise<void> {
  await Promise.all(services.flatMap((name) => stack.of(name).map((service) => service.start())));
}

test('chunks that wait are counted where they wait, and no longer', async () => {
  await measuredAs('RawBacklog', 0);
  await kill('transformer', 'loader');
  const { id } = await stack.start({ source: path, chunkSize: CHUNK_SIZE });
  const raw = await measuredAs('RawBacklog', CHUNKS);
  await start('transformer');
  const clean = await measuredAs('CleanBacklog', CHUNKS);
  await measuredAs('RawBacklog', 0, raw);
  await start('loader');
  expect(await ended(stack, id)).toMatchObject({ status: 'success' });
  await measuredAs('CleanBacklog', 0, clean);
  expect(new Set((await counted('DeadLetters')).map(({ value }) => value))).toEqual(new Set([0]));
});

test('the age is that of the live version, and of when it was last found equal to its source', async () => {
  const { published_at } = await publicationOf(await runJob(stack, { source: path, force: true }));
  const before = (await counted('PublicationAge')).length;
  // Ages are whole seconds: the two are to differ by more than rounding.
  const isOld = async () =>
    (await counted('PublicationAge')).slice(before).some(({ value }) => Number(value) > 1);
  await until(isOld, 'the publication to be two seconds old');
  const again = await runJob(stack, { source: path });
  expect(again).toMatchObject({ status: 'skipped' });
  await until(async () => {
    const [published, verified] = [await counted('PublicationAge'), await counted('VerifiedAge')];
    return verified.some(({ value }, n) => n >= before && Number(value) < Number(published[n]?.value));
  }, 'the source to have been compared after the publication');
  // The first may have been read before the publication, and logged after it.
  for (const { line, value } of (await counted('PublicationAge')).slice(before + 1)) {
    const age = (Date.parse(String(line['timestamp'])) - Date.parse(published_at)) / 1_000;
    expect(line).toMatchObject({ dataset: again.dataset });
    expect(Math.abs(Number(value) - age)).toBeLessThan(10);
  }
});

test('a dead chunk is counted until it is driven again', async () => {
  const paced = await startPacedSource({ bytes: source() });
  onTestFinished(() => paced.close());
  paced.holdAt(1_000);
  const { id } = await stack.start({ source: paced.url, chunkSize: CHUNK_SIZE, force: true });
  const poisoning = await poison(stack, `tax_registration_v${id}`, ban(0));
  paced.release();
  expect(await ended(stack, id)).toMatchObject({ status: 'partial', records_failed: CHUNK_SIZE });
  const dead = await measuredAs('DeadLetters', 1);
  await poisoning.remove();
  expect(await stack.request('POST', `/api/jobs/${id}/redrive`)).toMatchObject({ status: 202 });
  await measuredAs('DeadLetters', 0, dead);
});

async function publicationOf({ id }: Job): Promise<NonNullable<Job['publication']>> {
  const { publication } = await stack.job(id);
  expect(publication).not.toBeNull();
  return publication as NonNullable<Job['publication']>;
}
