import { JOB_STATUSES } from '@regpipe/contracts';
import { describe, expect, test } from 'vitest';

import { stagesOf } from './stages-of.ts';
import { jobAt, type JobChanges, jobWith } from './testing/jobs.ts';

const HALFWAY = { fetchedChunks: 5, transformedChunks: 4, loadedRecords: 30 };
const READ = { fetchedChunks: 10, transformedChunks: 8, loadedRecords: 60 };

const states = (...job: Parameters<typeof jobAt>) => stagesOf(jobAt(...job)).map(({ state }) => state);
const stageOf = (name: string, job: ReturnType<typeof jobWith>) =>
  stagesOf(job).find((stage) => stage.name === name);

describe('each stage of a job on its way', () => {
  test('knows how far it is, of what, and whether that is an estimate', () => {
    expect(stagesOf(jobAt(HALFWAY))).toMatchObject([
      { name: 'fetch', unit: 'bytes', done: 800, total: 1_600, totalIsEstimate: false, share: 0.5 },
      { name: 'transform', unit: 'chunks', done: 4, total: 10, totalIsEstimate: true, share: 0.4 },
      { name: 'load', unit: 'records', done: 30, total: 100, totalIsEstimate: true, share: 0.3 },
      { name: 'publish', unit: 'steps', done: 0, total: 4, share: 0, step: null },
    ]);
  });

  test('has other steps of publishing where rows are merged, and fewer in a dry run', () => {
    const merging = { load: 'merge', status: 'publishing', progress: { publish_step: 'checks' } } as const;
    expect(stageOf('publish', jobWith(merging))).toMatchObject({ done: 2, total: 4, step: 'checks' });
    expect(stageOf('publish', jobWith({ ...merging, mode: 'dry-run' }))).toMatchObject({ done: 2, total: 3 });
  });

  test('knows its total once the source is read', () => {
    expect(stagesOf(jobAt(READ))).toMatchObject([
      { state: 'done', done: 1_600, share: 1 },
      { state: 'active', done: 8, total: 10, totalIsEstimate: false },
      { state: 'active', done: 60, total: 100, totalIsEstimate: false },
      { state: 'waiting' },
    ]);
  });

  test('counts rejected, double and blank records as dealt with', () => {
    const counts = { records_failed: 3, records_duplicated: 2, records_blank: 5 };
    expect(stageOf('load', jobAt(HALFWAY, counts))).toMatchObject({ done: 40 });
  });

  test('waits for the one before it', () => {
    expect(states({ fetchedChunks: 0, transformedChunks: null, loadedRecords: 0 })).toEqual([
      'active',
      'waiting',
      'waiting',
      'waiting',
    ]);
    expect(stagesOf(jobWith({ status: 'queued' })).every(({ state }) => state === 'waiting')).toBe(true);
  });
});

describe('where something is not known, nothing is claimed', () => {
  test('chunks that nobody has counted', () => {
    const uncounted = jobAt({ ...HALFWAY, transformedChunks: null });
    expect(stageOf('transform', uncounted)).toMatchObject({ state: 'active', done: null, share: null });
  });

  test('a source that does not tell its length', () => {
    expect(stagesOf(jobAt(HALFWAY, { progress: { source_bytes: null } }))).toMatchObject([
      { unit: 'records', done: 50, total: null, share: null },
      { done: 4, total: null, share: null },
      { done: 30, total: null, share: null },
      { share: 0 },
    ]);
  });

  test('bytes that are counted in another way than the length', () => {
    const packed = jobAt(HALFWAY, { progress: { fetched_bytes: 2_000 } });
    expect(stageOf('fetch', packed)).toMatchObject({ unit: 'records', total: null });
  });

  test('a step of publishing that is none of ours', () => {
    const foreign = jobAt(READ, { status: 'publishing', progress: { publish_step: 'polishing' } });
    expect(stageOf('publish', foreign)).toMatchObject({ done: null, share: null, step: 'polishing' });
  });
});

test('with a limit, records tell how much is left, as the source is not read to its end', () => {
  const [fetch, transform, load] = stagesOf(jobAt(HALFWAY, { record_limit: 60 }));
  expect(fetch).toMatchObject({ unit: 'records', done: 50, total: 60 });
  expect(transform).toMatchObject({ done: 4, total: 6 });
  expect(load).toMatchObject({ done: 30, total: 60 });
  const unmeasured = jobAt(HALFWAY, { record_limit: 60, progress: { source_bytes: null } });
  expect(stageOf('load', unmeasured)).toMatchObject({ total: 60, totalIsEstimate: true });
});

test('a source without a record is done, not stuck', () => {
  const empty = jobWith({ records_total: 0, progress: { total_batches: 0, fetched_batches: 0 } });
  expect(stagesOf(empty).map(({ state, share }) => [state, share])).toEqual([
    ['done', 1],
    ['done', 1],
    ['done', 1],
    ['waiting', 0],
  ]);
});

describe('publishing', () => {
  const publishing = (step: string, changes: JobChanges = {}) =>
    jobAt(READ, { status: 'publishing', ...changes, progress: { publish_step: step } });

  test('begins when all else is done, and counts its steps', () => {
    expect(stagesOf(publishing('checks'))).toMatchObject([
      { state: 'done', share: 1 },
      // The last that was heard of it does not matter any more.
      { state: 'done', done: 10, share: 1 },
      { state: 'done', done: 100, share: 1 },
      { state: 'active', done: 2, total: 4, share: 0.5, step: 'checks' },
    ]);
  });

  test('of a dry run has fewer steps', () => {
    expect(stageOf('publish', publishing('checks', { mode: 'dry-run' }))).toMatchObject({
      done: 1,
      total: 2,
    });
  });

  test('that fails leaves the others done', () => {
    expect(states(READ, { status: 'failed', progress: { publish_step: 'duplicates' } })).toEqual([
      'done',
      'done',
      'done',
      'failed',
    ]);
  });
});

describe('a job that has ended', () => {
  test.each(['success', 'partial'] as const)('%s: everything is done', (status) => {
    expect(states(HALFWAY, { status })).toEqual(['done', 'done', 'done', 'done']);
  });

  test.each(['failed', 'interrupted', 'cancelled'] as const)(
    '%s: what was begun did not get there',
    (status) => {
      expect(states(HALFWAY, { status })).toEqual(['failed', 'failed', 'failed', 'waiting']);
      expect(states(READ, { status })).toEqual(['done', 'failed', 'failed', 'waiting']);
      expect(states({ fetchedChunks: 0, transformedChunks: null, loadedRecords: 0 }, { status })[0]).toBe(
        'failed',
      );
    },
  );

  test('skipped: nothing went further than it had to', () => {
    expect(states(READ, { status: 'skipped' })).toEqual(['done', 'waiting', 'waiting', 'waiting']);
  });

  test.each(JOB_STATUSES)('%s has four stages, each with a share between 0 and 1', (status) => {
    for (const stage of stagesOf(jobAt(READ, { status }))) {
      expect(stage.share).toBeGreaterThanOrEqual(0);
      expect(stage.share).toBeLessThanOrEqual(1);
    }
  });
});

describe('a job that goes on', () => {
  test('starts with what is loaded, and does not take the old reading for its own', () => {
    const resumed = jobAt(
      { fetchedChunks: 5, transformedChunks: 3, loadedRecords: 30 },
      { status: 'queued', attempt: 2, progress: { fetched_batches: null } },
    );
    expect(stagesOf(resumed)).toMatchObject([
      { state: 'waiting', done: null, share: null },
      { state: 'waiting', done: 3 },
      { state: 'waiting', done: 30 },
      { state: 'waiting' },
    ]);
  });

  test('is not done with a source that an earlier attempt has read to its end', () => {
    expect(states(READ, { attempt: 2, progress: { fetched_batches: 4 } })[0]).toBe('active');
  });
});

test('a repair reads no source: it loads and is merged', () => {
  const repair = jobAt(READ, {
    attempt: 2,
    repair: 2,
    records_processed: 90,
    progress: { publish_step: null },
  });
  expect(stagesOf(repair)).toMatchObject([
    { name: 'load', state: 'active', done: 90, total: 100 },
    { name: 'publish', total: 1 },
  ]);
});
