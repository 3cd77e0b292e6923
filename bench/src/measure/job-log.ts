import type { Stage } from '../results.ts';

/** Moments of a job, in milliseconds since the epoch. */
export interface JobMoments {
  firstChunkMs?: number;
  lastChunkMs?: number;
  /** The steps of publishing, in the order in which they began. */
  readonly steps: { readonly name: string; readonly atMs: number }[];
  publishedMs?: number;
}

interface LogLine {
  readonly event?: string;
  readonly job_run_id?: number;
  readonly step?: string;
  readonly timestamp?: string;
}

/**
 * When what happened in a job, from the lines that the services log: they carry the moment itself, whereas whoever
 * follows a job over the API is told up to a fifth of a second later.
 */
export class JobLog {
  readonly #jobs = new Map<number, JobMoments>();
  #onStep: () => void = () => undefined;

  readonly note = (line: string): void => {
    // Most lines are of no interest: parsing them all would be a load of its own.
    if (!/"event":"(batch_completed|publication_step|publication_ended)"/.test(line)) return;
    const { event, job_run_id: jobId, step, timestamp } = JSON.parse(line) as LogLine;
    if (jobId === undefined || timestamp === undefined) return;
    const moments = this.of(jobId);
    const atMs = Date.parse(timestamp);
    if (event === 'batch_completed') {
      moments.firstChunkMs = Math.min(moments.firstChunkMs ?? atMs, atMs);
      moments.lastChunkMs = Math.max(moments.lastChunkMs ?? atMs, atMs);
    } else if (event === 'publication_ended') {
      moments.publishedMs = atMs;
    } else if (step !== undefined) {
      moments.steps.push({ name: step, atMs });
      this.#onStep();
    }
  };

  /** Resolves when a job begins its next step of publishing. */
  nextStep(): Promise<void> {
    return new Promise((resolve) => {
      this.#onStep = resolve;
    });
  }

  of(jobId: number): JobMoments {
    const known = this.#jobs.get(jobId);
    if (known !== undefined) return known;
    const moments: JobMoments = { steps: [] };
    this.#jobs.set(jobId, moments);
    return moments;
  }
}

/** What a job's time went to, without gaps: the stages add up to the time between start and end. */
export function stagesOf(moments: JobMoments, startedMs: number, endedMs: number): Stage[] {
  const { firstChunkMs, lastChunkMs, steps, publishedMs } = moments;
  const marks = [
    { name: 'until the first chunk is loaded', atMs: startedMs },
    { name: 'load', atMs: firstChunkMs },
    { name: 'all loaded, until publishing starts', atMs: lastChunkMs },
    ...steps.map(({ name, atMs }) => ({ name: `publish: ${name}`, atMs })),
    { name: 'published, until the client knows', atMs: publishedMs },
  ].filter((mark): mark is { name: string; atMs: number } => mark.atMs !== undefined);
  return marks.map(({ name, atMs }, index) => {
    const next = marks[index + 1]?.atMs ?? endedMs;
    return { name, seconds: (next - atMs) / 1000 };
  });
}
