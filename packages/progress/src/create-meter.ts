import type { Job } from '@regpipe/contracts';

import { publishSeconds } from './publish-seconds.ts';
import { recordsInAll } from './records.ts';
import { createSlidingRate, type SlidingRate } from './sliding-rate.ts';
import { createCountdown } from './smooth-countdown.ts';
import { type Stage, type StageAmount, STAGES, type StageName } from './stage.ts';
import { stagesOf } from './stages-of.ts';

export interface MeterOptions {
  /** Milliseconds; `performance.now` where nothing is said. */
  readonly clock?: () => number;
  /** Jobs of the data set that ended before, the newest of which tell how long publishing takes. */
  readonly earlier?: readonly Job[];
}

/** How far a job is and how long it will take, in what a person wants to see. */
export interface Measure {
  readonly stages: readonly Stage[];
  /**
   * Until the end of the job: the slowest stage decides, as they work side by side. null where nobody can tell; no time is
   * better than a wrong one.
   */
  readonly remainingSeconds: number | null;
  /** Whether publishing comes on top of that, as nobody can tell how long it will take. */
  readonly thenPublishing: boolean;
  /** For how long nothing has moved in any stage. */
  readonly idleSeconds: number;
}

/** To be called with each new state of one job. */
export type Meter = (job: Job) => Measure;

export function createMeter(options: MeterOptions = {}): Meter {
  const { clock = () => performance.now(), earlier = [] } = options;
  let rates = createRates();
  const countDown = createCountdown();
  const publishedFor = createPublishingClock();
  let lastMove = { at: clock(), key: '' };
  let attempt = 0;
  return (job) => {
    const now = clock();
    if (job.attempt !== attempt) rates = createRates();
    attempt = job.attempt;
    const stages = withRemaining(
      stagesOf(job).map((stage) => withRate(stage, job, now, rates.get(stage.name))),
    );
    const key = [job.status, ...stages.map(({ done, step }) => `${String(done)}${step ?? ''}`)].join();
    if (key !== lastMove.key) lastMove = { at: now, key };
    const expected = publishSeconds(job, recordsInAll(job).total ?? 0, earlier);
    const { seconds, thenPublishing } = remainingOf(job, stages, expected, publishedFor(job, now));
    return {
      stages: stages.map((stage) =>
        stage.name === 'publish' && stage.state === 'active'
          ? { ...stage, remainingSeconds: seconds }
          : stage,
      ),
      remainingSeconds: countDown(now, seconds),
      thenPublishing,
      idleSeconds: (now - lastMove.at) / 1000,
    };
  };
}

function createRates(): ReadonlyMap<StageName, SlidingRate> {
  return new Map(STAGES.map((name) => [name, createSlidingRate()]));
}

type Timed = Omit<Stage, 'remainingSeconds'>;

function withRate(stage: StageAmount, job: Job, now: number, rate: SlidingRate | undefined): Timed {
  if (rate === undefined || stage.done === null || stage.unit === 'steps') return still(stage);
  // Measured also while it waits, so that its first second counts.
  const perSecond = rate.measure(now, stage.done);
  if (stage.state !== 'active' || perSecond === null) return still(stage);
  const perUnit = recordsPerUnit(stage, job);
  return { ...stage, perSecond, recordsPerSecond: perUnit === null ? null : perSecond * perUnit };
}

function still(stage: StageAmount): Timed {
  return { ...stage, perSecond: null, recordsPerSecond: null };
}

/** By what was fetched so far. */
function recordsPerUnit({ unit }: StageAmount, { progress }: Job): number | null {
  if (unit === 'records') return 1;
  if (progress === null) return null;
  const units = unit === 'bytes' ? progress.fetched_bytes : (progress.fetched_batches ?? 0);
  return units === 0 ? null : progress.fetched_records / units;
}

/**
 * A stage ends after the one before it: what it does itself says nothing while it gets what the other has left. So where
 * that one's end cannot be told, neither can this one's. Transforming is left out where nothing is known of it.
 */
function withRemaining(stages: readonly Timed[]): Stage[] {
  let before: number | null = 0;
  return stages.map((stage) => {
    if (stage.name === 'publish') return { ...stage, remainingSeconds: null };
    const isUnknown = stage.name === 'transform' && stage.done === null && stage.state !== 'done';
    if (isUnknown) return { ...stage, remainingSeconds: null };
    const own = ownRemaining(stage);
    before = own === null || before === null ? null : Math.max(own, before);
    return { ...stage, remainingSeconds: stage.state === 'waiting' ? null : before };
  });
}

function ownRemaining({ state, done, total, perSecond }: Timed): number | null {
  if (state === 'done') return 0;
  if (state !== 'active' || done === null || total === null) return null;
  if (done >= total) return 0;
  return perSecond === null || perSecond <= 0 ? null : (total - done) / perSecond;
}

interface Remaining {
  readonly seconds: number | null;
  readonly thenPublishing: boolean;
}

function remainingOf(
  job: Job,
  stages: readonly Stage[],
  publishing: number | null,
  publishedFor: number,
): Remaining {
  if (job.status === 'publishing') {
    const left = publishing === null ? null : publishing - publishedFor;
    // It takes longer than it did: how much longer, nobody knows.
    return { seconds: left !== null && left > 0 ? left : null, thenPublishing: false };
  }
  const loading = stages.find(({ name }) => name === 'load')?.remainingSeconds ?? null;
  if (loading === null || job.status !== 'running') return { seconds: null, thenPublishing: false };
  if (publishing === null) return { seconds: loading, thenPublishing: true };
  return { seconds: loading + publishing, thenPublishing: false };
}

/** For how many seconds a job has been publishing: also where it is told only at its steps, which are minutes apart. */
function createPublishingClock(): (job: Job, now: number) => number {
  let told: number | null = null;
  let toldAt = 0;
  return ({ progress }, now) => {
    const seconds = progress?.publish_seconds ?? null;
    if (seconds !== told) toldAt = now;
    told = seconds;
    return seconds === null ? 0 : seconds + (now - toldAt) / 1000;
  };
}
