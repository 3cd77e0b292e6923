import { describe, expect, test } from 'vitest';

import { createMeter, recordsInAll } from './measure-progress.ts';
import { jobFixture, runningJobFixture } from './testing/fixtures.ts';

describe('the total', () => {
  test('is estimated from the share of the source that is read', () => {
    expect(recordsInAll(runningJobFixture())).toEqual({ total: 1_000, totalIsEstimate: true });
  });

  test('is never more than the limit, nor less than what is done', () => {
    expect(recordsInAll(runningJobFixture({ record_limit: 700 })).total).toBe(700);
    expect(recordsInAll(runningJobFixture({ records_processed: 1_200 })).total).toBe(1_210);
  });

  test('is not guessed from bytes that are counted in another way', () => {
    const { progress } = runningJobFixture();
    if (progress === null) throw new TypeError('The fixture has progress.');
    expect(
      recordsInAll(runningJobFixture({ progress: { ...progress, fetched_bytes: 200_000 } })).total,
    ).toBeNull();
  });

  test('is known once the whole source is read', () => {
    expect(recordsInAll(jobFixture())).toEqual({ total: 1_000, totalIsEstimate: false });
  });
});

describe('the rate', () => {
  test('is that of the last seconds, so that a resumed job does not start with a wonder', () => {
    let now = 0;
    const measure = createMeter(() => now);
    expect(measure(runningJobFixture()).recordsPerSecond).toBeNull();
    now = 2_000;
    expect(measure(runningJobFixture({ records_processed: 590 }))).toMatchObject({
      done: 600,
      recordsPerSecond: 100,
      remainingSeconds: 4,
    });
    now = 60_000;
    expect(measure(runningJobFixture({ records_processed: 690 })).recordsPerSecond).toBeNull();
  });

  test('starts anew when counts go back', () => {
    let now = 0;
    const measure = createMeter(() => now);
    measure(runningJobFixture());
    now = 2_000;
    expect(measure(runningJobFixture({ records_processed: 0 })).recordsPerSecond).toBeNull();
  });
});
