import { expect, test } from 'vitest';

import { sampleJob, samplePublication } from '../../testing/sample-job.ts';
import { freshnessOf, lastLooked } from './freshness.ts';

const published = Date.parse(samplePublication.published_at);
const HOUR_MS = 3_600_000;
const live = samplePublication;
const lastJob = sampleJob();

test.each([
  [1, 'fresh'],
  [36, 'fresh'],
  [37, 'aging'],
  [7 * 24, 'aging'],
  [7 * 24 + 1, 'stale'],
])('data published %d hours ago is %s', (hours, expected) => {
  expect(freshnessOf({ live, last_job: lastJob }, published + hours * HOUR_MS)).toBe(expected);
});

test('a source that was found unchanged makes old data fresh again', () => {
  const completed_at = new Date(published + 100 * HOUR_MS).toISOString();
  const skipped = sampleJob({ status: 'skipped', completed_at });
  expect(lastLooked({ live, last_job: skipped })).toBe(completed_at);
  expect(freshnessOf({ live, last_job: skipped }, published + 101 * HOUR_MS)).toBe('fresh');
});

test('a job that failed says nothing about the data', () => {
  const failed = sampleJob({
    status: 'failed',
    completed_at: new Date(published + 100 * HOUR_MS).toISOString(),
  });
  expect(freshnessOf({ live, last_job: failed }, published + 101 * HOUR_MS)).toBe('aging');
});

test('nothing is fresh before there is anything', () => {
  expect(freshnessOf({ live: null, last_job: lastJob }, published)).toBe('none');
});
