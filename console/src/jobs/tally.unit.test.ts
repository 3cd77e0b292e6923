import { expect, test } from 'vitest';

import { sampleJob } from '../testing/sample-job.ts';
import { tallyOf } from './tally.ts';

const known = { total: 100, totalIsEstimate: false };

test('the shares of a job that has ended are all of its records', () => {
  const { shares, addsUp } = tallyOf(sampleJob(), known);
  expect(shares.map(({ name, count }) => `${name} ${count}`)).toEqual([
    'loaded 90',
    'failed 6',
    'duplicated 3',
    'blank 1',
  ]);
  expect(addsUp).toBe(true);
});

test('records that nobody accounts for are shown, and the counts do not add up', () => {
  const { shares, addsUp } = tallyOf(sampleJob({ records_processed: 88 }), known);
  expect(shares.at(-1)).toEqual({ name: 'missing', count: 2 });
  expect(addsUp).toBe(false);
});

test('more records than there are do not add up either', () => {
  expect(tallyOf(sampleJob({ records_processed: 91 }), known).addsUp).toBe(false);
});

test('what a running job has not come to is still open, and proves nothing', () => {
  const { shares, addsUp } = tallyOf(
    sampleJob({ status: 'running', records_total: null, records_processed: 40 }),
    {
      total: 100,
      totalIsEstimate: true,
    },
  );
  expect(shares.at(-1)).toEqual({ name: 'open', count: 50 });
  expect(addsUp).toBeNull();
});
