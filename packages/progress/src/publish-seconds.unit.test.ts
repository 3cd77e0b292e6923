import { expect, test } from 'vitest';

import { publishSeconds } from './publish-seconds.ts';
import { jobWith, publishedJob } from './testing/jobs.ts';

const job = jobWith();

test('grows with the rows; of several jobs the median counts', () => {
  const earlier = [publishedJob(1_000, 10), publishedJob(500, 100), publishedJob(2_000, 22)];
  expect(publishSeconds(job, 1_000, earlier)).toBe(11);
  expect(publishSeconds(job, 2_000, earlier)).toBe(22);
});

test('is not told by jobs of another kind', () => {
  const others = [
    publishedJob(1_000, 10, { id: job.id }),
    publishedJob(1_000, 10, { dataset: 'animals' }),
    publishedJob(1_000, 10, { mode: 'dry-run', progress: { publish_step: 'checks' } }),
    publishedJob(1_000, 10, { status: 'partial' }),
    publishedJob(1_000, null),
    publishedJob(0, 10),
    // Repaired since: its time is that of the merge.
    publishedJob(1_000, 10, { progress: { publish_step: 'merge' } }),
  ];
  for (const other of others) expect(publishSeconds(job, 1_000, [other])).toBeNull();
});

test('is not told by jobs that are far smaller or larger', () => {
  expect(publishSeconds(job, 1_000, [publishedJob(100, 1)])).toBeNull();
  expect(publishSeconds(job, 1_000, [publishedJob(5_000, 50)])).toBeNull();
});

test('of a dry run is told by dry runs', () => {
  const earlier = [publishedJob(1_000, 3, { mode: 'dry-run', progress: { publish_step: 'checks' } })];
  expect(publishSeconds({ ...job, mode: 'dry-run' }, 1_000, earlier)).toBe(3);
});

test('of a repair is never told, nor of nothing', () => {
  const earlier = [publishedJob(1_000, 10)];
  expect(publishSeconds({ ...job, repair: 2 }, 1_000, earlier)).toBeNull();
  expect(publishSeconds(job, 0, earlier)).toBeNull();
});
