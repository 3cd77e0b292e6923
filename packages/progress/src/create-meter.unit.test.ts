import type { Job } from '@regpipe/contracts';
import { describe, expect, test } from 'vitest';

import { createMeter, type Measure } from './create-meter.ts';
import { type Flow, jobAt, type JobChanges, jobWith, publishedJob } from './testing/jobs.ts';

interface Frame {
  readonly at: number;
  readonly job: Job;
}

/** Shows a meter one job after the other; gives what it says of the last one. */
function measured(frames: readonly Frame[], earlier: readonly Job[] = []): Measure {
  let now = 0;
  const measure = createMeter({ clock: () => now, earlier });
  let last: Measure | undefined;
  for (const { at, job } of frames) {
    now = at * 1_000;
    last = measure(job);
  }
  if (last === undefined) throw new TypeError('There is no frame.');
  return last;
}

const frame = (at: number, flow: Flow, changes: JobChanges = {}): Frame => ({
  at,
  job: jobAt(flow, changes),
});
const flow = (fetchedChunks: number, transformedChunks: number | null, loadedRecords: number): Flow => ({
  fetchedChunks,
  transformedChunks,
  loadedRecords,
});
const remaining = ({ stages }: Measure) => stages.map((stage) => stage.remainingSeconds);

describe('the rate of a stage', () => {
  test('is that of the last seconds, in its own unit and in records', () => {
    const { stages } = measured([frame(0, flow(0, 0, 0)), frame(2, flow(4, 2, 10))]);
    expect(stages).toMatchObject([
      { perSecond: 320, recordsPerSecond: 20 },
      { perSecond: 1, recordsPerSecond: 10 },
      { perSecond: 5, recordsPerSecond: 5 },
      { perSecond: null, recordsPerSecond: null },
    ]);
    const later = measured([frame(0, flow(0, 0, 0)), frame(60, flow(4, 2, 10)), frame(62, flow(4, 2, 12))]);
    expect(later.stages[2]).toMatchObject({ perSecond: 1 });
  });

  test('is not told from a moment, nor from a single look', () => {
    expect(measured([frame(0, flow(4, 2, 10))]).stages[2]?.perSecond).toBeNull();
    const moment = measured([frame(0, flow(4, 2, 10)), frame(1, flow(4, 2, 20))]);
    expect(moment.stages[2]?.perSecond).toBeNull();
  });

  test('does not count what a stage had to wait before it was given something', () => {
    const frames = [frame(0, flow(0, 0, 0)), frame(5, flow(2, 0, 0)), frame(7, flow(4, 1, 10))];
    expect(measured(frames).stages[2]?.perSecond).toBe(5);
  });

  test('is not that of what was loaded before a resume', () => {
    const resumed = { attempt: 2 };
    const { stages } = measured([
      frame(0, flow(2, 1, 0)),
      frame(1, flow(4, 2, 50), resumed),
      frame(3, flow(4, 2, 54), resumed),
    ]);
    expect(stages[2]).toMatchObject({ done: 54, perSecond: 2 });
  });

  test('starts anew when a count goes back', () => {
    const { stages } = measured([frame(0, flow(8, 2, 10)), frame(2, flow(1, 2, 10))]);
    expect(stages[0]?.perSecond).toBeNull();
  });
});

describe('the remaining time', () => {
  test('is that of the slowest stage, as they work side by side', () => {
    const slowFetch = measured([frame(0, flow(0, 0, 0)), frame(2, flow(2, 2, 20))]);
    expect(remaining(slowFetch)).toEqual([8, 8, 8, null]);
    const slowLoad = measured([frame(0, flow(0, 0, 0)), frame(2, flow(8, 4, 10))]);
    expect(remaining(slowLoad)).toEqual([0.5, 3, 18, null]);
    expect(slowLoad).toMatchObject({ remainingSeconds: 18, thenPublishing: true });
  });

  test('is not shorter than what the stage before needs, however quick a stage is with what it gets', () => {
    // What had piled up is loaded in no time; the rest has still to be fetched.
    const { stages } = measured([frame(0, flow(4, 4, 0)), frame(2, flow(5, 5, 50))]);
    expect(stages[2]).toMatchObject({ perSecond: 25, remainingSeconds: 10 });
  });

  test('is not told while the source stalls, although the rest of it is still being loaded', () => {
    const stalled = measured([frame(0, flow(5, 2, 10)), frame(9, flow(5, 3, 30)), frame(11, flow(5, 4, 40))]);
    expect(stalled.stages[2]?.perSecond).toBeGreaterThan(0);
    expect(remaining(stalled)).toEqual([null, null, null, null]);
    expect(stalled.remainingSeconds).toBeNull();
  });

  test('is not told once everything stands still, and for how long that is so', () => {
    const frames = Array.from({ length: 12 }, (_, at) => frame(at, flow(Math.min(at, 2), 1, 10)));
    expect(measured(frames)).toMatchObject({ remainingSeconds: null, idleSeconds: 9 });
  });

  test('is not told of a source that does not say its length', () => {
    const unknown = { progress: { source_bytes: null } };
    expect(
      measured([frame(0, flow(0, 0, 0), unknown), frame(2, flow(2, 2, 20), unknown)]).remainingSeconds,
    ).toBeNull();
  });

  test('is told where nobody counts what is transformed', () => {
    const { stages } = measured([frame(0, flow(0, null, 0)), frame(2, flow(2, null, 20))]);
    expect(stages.map((stage) => stage.remainingSeconds)).toEqual([8, null, 8, null]);
  });

  test('of a repair is that of what is driven again', () => {
    const repair = { attempt: 2, repair: 2 };
    const { stages } = measured([frame(0, flow(10, 10, 80), repair), frame(2, flow(10, 10, 90), repair)]);
    expect(remaining({ stages } as Measure)).toEqual([2, null]);
  });

  test('is nothing at all of a source without a record', () => {
    const empty = jobWith({ records_total: 0, progress: { total_batches: 0, fetched_batches: 0 } });
    expect(measured([{ at: 0, job: empty }])).toMatchObject({ remainingSeconds: 0, thenPublishing: true });
  });

  test('of a job that waits or has ended is not told', () => {
    for (const status of ['queued', 'success', 'failed'] as const) {
      const job = jobAt(flow(10, 10, 100), { status });
      expect(measured([{ at: 0, job }])).toMatchObject({ remainingSeconds: null, thenPublishing: false });
    }
  });

  test('runs down evenly where the measurements jump', () => {
    let now = 0;
    const measure = createMeter({ clock: () => now });
    const shown: number[] = [];
    for (let at = 0; at <= 20; at += 1) {
      now = at * 1_000;
      // Loaded in lumps of three seconds' worth.
      const { remainingSeconds } = measure(jobAt(flow(10, 10, Math.floor(at / 3) * 9)));
      if (remainingSeconds !== null && at > 9) shown.push(remainingSeconds);
    }
    const steps = shown.slice(1).map((seconds, index) => (shown[index] ?? 0) - seconds);
    expect(Math.min(...steps)).toBeGreaterThan(-1);
    expect(Math.max(...steps)).toBeLessThan(3);
  });
});

describe('the time to publish', () => {
  const loading = [frame(0, flow(0, 0, 0)), frame(2, flow(2, 2, 20))];

  test('is added where earlier jobs tell it', () => {
    const earlier = [publishedJob(200, 20, { id: 1 })];
    expect(measured(loading, earlier)).toMatchObject({ remainingSeconds: 18, thenPublishing: false });
  });

  test('runs down while it publishes, and is not told once it takes longer', () => {
    const earlier = [publishedJob(100, 20, { id: 1 })];
    const publishing = (seconds: number) =>
      frame(0, flow(10, 10, 100), {
        status: 'publishing',
        progress: { publish_step: 'constraints', publish_seconds: seconds },
      });
    expect(measured([publishing(5)], earlier).remainingSeconds).toBe(15);
    expect(measured([publishing(25)], earlier).remainingSeconds).toBeNull();
    expect(measured([publishing(5)]).remainingSeconds).toBeNull();
  });

  test('is all of it before the first step', () => {
    const { job } = frame(0, flow(10, 10, 100), { status: 'publishing' });
    const earlier = [publishedJob(100, 20, { id: 1 })];
    expect(measured([{ at: 500, job }], earlier).remainingSeconds).toBe(20);
  });

  test('runs down by the clock where the job itself is told at its steps only', () => {
    const earlier = [publishedJob(100, 20, { id: 1 })];
    const { job } = frame(0, flow(10, 10, 100), {
      status: 'publishing',
      progress: { publish_step: 'constraints', publish_seconds: 5 },
    });
    const { remainingSeconds, stages } = measured(
      [0, 1, 2, 3, 4].map((at) => ({ at, job })),
      earlier,
    );
    expect(remainingSeconds).toBeCloseTo(11, 5);
    expect(stages.at(-1)?.remainingSeconds).toBeCloseTo(11, 5);
  });
});
