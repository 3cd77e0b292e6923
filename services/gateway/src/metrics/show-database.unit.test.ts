import { Metrics } from '@regpipe/metrics';
import { beforeEach, expect, test } from 'vitest';

import type { DatabaseFacts } from './read-facts.ts';
import { showDatabase } from './show-database.ts';

const NOTHING: DatabaseFacts = { jobs: [], records: [], newest: [], live: [], verified: [], dead: [] };

let metrics: Metrics;
let highest: Map<string, number>;

beforeEach(() => {
  metrics = new Metrics('system');
  highest = new Map();
});

/** The samples of a metric after these facts were shown, without its name. */
async function shown(name: string, facts: Partial<DatabaseFacts> | undefined): Promise<string[]> {
  showDatabase(metrics, ['plants'], facts && { ...NOTHING, ...facts }, highest);
  const lines = (await metrics.text()).split('\n');
  return lines.filter((line) => line.startsWith(`${name}{`)).map((line) => line.slice(name.length));
}

const sums = (loaded: number) => ({
  records: [{ dataset: 'plants', mode: 'full', loaded, rejected: 2, duplicate: 1, blank: 0 } as const],
});

test('records of jobs are a counter that does not go down, whatever is taken back', async () => {
  const loaded = async (facts: Partial<DatabaseFacts> | undefined) =>
    (await shown('regpipe_job_records_total', facts))[0];
  expect(await loaded(sums(90))).toBe('{dataset="plants",mode="full",outcome="loaded"} 90');
  expect(await loaded(sums(80))).toContain('} 90');
  expect(await loaded(undefined)).toBeUndefined();
  expect(await loaded(sums(95))).toContain('} 95');
});

test('a data set without jobs has zeros, so that there is something to grow', async () => {
  expect(await shown('regpipe_jobs', {})).toContain('{dataset="plants",status="failed"} 0');
  expect(await shown('regpipe_dead_chunks', {})).toEqual([
    '{dataset="plants",stage="transformer"} 0',
    '{dataset="plants",stage="loader"} 0',
  ]);
});

test('what could not be read is missing, and not old', async () => {
  const live = [
    {
      dataset: 'plants',
      version: 3,
      ageSeconds: 60,
      searchReady: true,
      rowCounts: { plant: 9, plant_use: 20 },
    },
  ];
  expect(await shown('regpipe_publication_age_seconds', { live })).toEqual(['{dataset="plants"} 60']);
  expect(await shown('regpipe_publication_rows', { live })).toEqual([
    '{dataset="plants",table="plant"} 9',
    '{dataset="plants",table="plant_use"} 20',
  ]);
  expect(await shown('regpipe_publication_age_seconds', undefined)).toEqual([]);
  expect(await shown('regpipe_jobs', undefined)).toEqual([]);
});

test('one status is that of the newest job, and a clock that was set back makes no age negative', async () => {
  const job = { dataset: 'plants', mode: 'full', id: 7, seconds: -3 } as const;
  const counts = { loaded: 5, rejected: 0, duplicate: 0, blank: 0 };
  const facts = { newest: [{ ...job, ...counts, status: 'failed' } as const] };
  const statuses = await shown('regpipe_last_job_status', facts);
  expect(statuses.filter((line) => line.endsWith(' 1'))).toEqual([
    '{dataset="plants",mode="full",status="failed"} 1',
  ]);
  expect(await shown('regpipe_last_job_seconds', facts)).toEqual(['{dataset="plants",mode="full"} 0']);
});
