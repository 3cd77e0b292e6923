import type { Job } from '@regpipe/contracts';
import { createMeter, type Measure } from '@regpipe/progress';
import { describe, expect, test } from 'vitest';

import { truncate } from './format.ts';
import { LANGUAGES, messagesFor } from './messages/index.ts';
import { plainStyle } from './output.ts';
import { describeInOneLine, stageKey } from './progress-line.ts';
import { describeStages, type LineContext } from './stage-lines.ts';
import { runningJobFixture } from './testing/fixtures.ts';

/** What a meter says of the job two seconds after it had done less. */
function measure(job: Job, idleMs = 0): Measure {
  let now = 0;
  const meter = createMeter({ clock: () => now });
  const { progress } = job;
  if (progress === null) throw new TypeError('The job has no progress.');
  meter({
    ...job,
    records_processed: 190,
    progress: { ...progress, fetched_bytes: 40_000, fetched_records: 250, transformed_batches: 1 },
  });
  now = 2_000;
  const measured = meter(job);
  if (idleMs === 0) return measured;
  now += idleMs;
  return meter(job);
}

const running = runningJobFixture({ seconds: 41 });
const progress = running.progress ?? undefined;
const publishing = {
  ...running,
  status: 'publishing',
  records_total: 400,
  progress: { ...progress, publish_step: 'constraints', publish_seconds: 2 },
} as Job;

const lines = (job: Job, changes: Partial<LineContext> = {}) =>
  describeStages(job, measure(job), {
    messages: messagesFor('en'),
    style: plainStyle,
    columns: 120,
    ...changes,
  });

describe('a job on a terminal', () => {
  test('is a line for itself and one for each stage', () => {
    expect(lines(running)).toEqual([
      'Job 42  tax-registration  running  41 s  6 s left, then publishing',
      '  fetch      ███████████░░░░░░░░░░░░  50 %           80.0 kB of 160 kB  125 records/s  4 s left',
      '  transform  ███████████░░░░░░░░░░░░  50 %        5 of about 10 chunks  200 records/s  4 s left',
      '  load       █████████░░░░░░░░░░░░░░  40 %  400 of about 1,000 records  100 records/s  6 s left',
      '  publish    ░░░░░░░░░░░░░░░░░░░░░░░                                                   waiting',
    ]);
  });

  test('says which step of publishing it is at', () => {
    const [head, fetch, , , publish] = lines(publishing);
    expect(head).toBe('Job 42  tax-registration  publishing  41 s');
    expect(fetch).toMatch(/100 %.*done$/);
    expect(publish).toMatch(/█████░+ +25 % {2}step 2 of 4: building keys and indexes$/);
  });

  test('says that nothing moves instead of a time', () => {
    const context = { messages: messagesFor('en'), style: plainStyle, columns: 120 };
    const [head] = describeStages(running, measure(running, 60_000), context);
    expect(head).toContain('nothing has moved for 1 min 00 s');
  });

  test('says something about the watching where that matters more', () => {
    expect(lines(running, { notice: 'the gateway is away' })[0]).toMatch(/41 s {2}the gateway is away$/);
  });

  describe.each(LANGUAGES)('in %s', (language) => {
    test.each([60, 66, 72, 80, 100, 110, 160])('fits %i columns', (columns) => {
      const big = {
        ...running,
        seconds: 1_234,
        records_processed: 1_234_567,
        progress: {
          ...progress,
          fetched_records: 1_500_000,
          source_bytes: 322_000_000,
          fetched_bytes: 161_000_000,
        },
      } as Job;
      for (const job of [running, big]) {
        const shown = lines(job, { messages: messagesFor(language), columns });
        expect(shown.map((text) => truncate(text, columns - 1))).toEqual(shown);
      }
    });
  });
});

describe('a job in a pipe', () => {
  const oneLine = (job: Job) => describeInOneLine(job, measure(job), messagesFor('en'));

  test('is one line that says everything by itself', () => {
    expect(oneLine(running)).toBe(
      'Job 42 | running | 41 s | fetch 50 %, 125 records/s | transform 50 %, 200 records/s | load 40 %, 400 of about 1,000 records, 100 records/s | 6 s left, then publishing',
    );
    expect(oneLine(publishing)).toBe(
      'Job 42 | publishing | 41 s | fetch done | transform done | load done | publish step 2 of 4: building keys and indexes',
    );
    expect(oneLine({ ...running, status: 'queued' })).toBe('Job 42 | queued | 41 s');
  });

  test('is due at each change of stage or step, and not of counts', () => {
    const key = (job: Job) => stageKey(job, measure(job));
    expect(key(running)).toBe(key({ ...running, records_processed: 395 }));
    expect(key(running)).not.toBe(key(publishing));
    const next = { ...publishing, progress: { ...progress, publish_step: 'checks' } } as Job;
    expect(key(publishing)).not.toBe(key(next));
  });
});
