import { maxByName, median, medianByName, typical } from '../measure/statistics.ts';
import { FLOOR, JOB, REFERENCES } from '../references/ways.ts';
import type { Comparison, ComparisonResult, Round, Stage, StageShare } from '../results.ts';

type Summary = Omit<ComparisonResult, 'date' | 'machine' | 'rows' | 'source_bytes' | 'skipped'>;

const JOB_NOTES =
  'the whole pipeline, from the POST until a client is told that the new version is live: validated, accounted for, ' +
  'resumable, published in one moment';

/** Medians over the rounds. */
export function summarize(rounds: readonly Round[]): Summary {
  const jobs = rounds.flatMap(({ job }) => job ?? []);
  const floors = rounds.flatMap(({ references }) => references[FLOOR] ?? []);
  const floorSeconds = medianSeconds(floors);
  const jobSeconds = medianSeconds(jobs);
  const compared = (name: string, notes: string, runs: readonly Timed[]): Comparison[] => {
    const run = typical(runs);
    const seconds = medianSeconds(runs);
    if (run === undefined || seconds === null) return [];
    return [{ name, seconds, ratio_to_floor: over(seconds, floorSeconds), notes, stages: run.stages }];
  };
  return {
    job_seconds: jobSeconds,
    floor_seconds: floorSeconds,
    ratio: over(jobSeconds, floorSeconds),
    search_seconds: jobs.length === 0 ? null : median(jobs.map((job) => job.search_seconds)),
    stages: shares(typical(jobs)?.stages ?? []),
    comparisons: [
      ...compared(JOB, JOB_NOTES, jobs),
      ...REFERENCES.flatMap(({ name, notes }) => {
        const runs = rounds.flatMap(({ references }) => references[name] ?? []);
        return compared(name, withPeak(notes, runs), runs);
      }),
    ],
    peak_rss_mb: maxByName(jobs.map((job) => job.peak_rss_mb)),
    cpu_seconds: medianByName(jobs.map((job) => job.cpu_seconds)),
    rounds,
  };
}

interface Timed {
  readonly seconds: number;
  readonly stages: readonly Stage[];
  readonly peak_rss_mb?: unknown;
}

/** Each stage with its part of the whole. */
export function shares(stages: readonly Stage[]): StageShare[] {
  const whole = stages.reduce((sum, { seconds }) => sum + seconds, 0);
  return stages.map((stage) => ({ ...stage, fraction: stage.seconds / whole }));
}

function withPeak(notes: string, runs: readonly Timed[]): string {
  const peaks = runs.flatMap(({ peak_rss_mb: peak }) => (typeof peak === 'number' ? [peak] : []));
  return peaks.length === 0 ? notes : `${notes}; peak memory ${Math.max(...peaks).toFixed(0)} MB`;
}

function medianSeconds(runs: readonly Timed[]): number | null {
  return runs.length === 0 ? null : median(runs.map(({ seconds }) => seconds));
}

function over(seconds: number | null, floorSeconds: number | null): number | null {
  return seconds === null || floorSeconds === null ? null : seconds / floorSeconds;
}
