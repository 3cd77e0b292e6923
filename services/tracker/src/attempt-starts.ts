import type { Job } from '@regpipe/contracts';

/** More than are ever active at a time; an attempt whose end this process does not see must not stay for ever. */
const MOST_KEPT = 1_000;

type Attempt = Pick<Job, 'id' | 'attempt'>;

/**
 * When the attempts at work began, for their spans. A job's first attempt begins when the job is made; when a later one
 * does, no table says, so the time is kept at which this process first heard of it.
 */
export class AttemptStarts {
  /** Oldest first. */
  readonly #heard = new Map<string, Date>();

  hear(attempt: Attempt): void {
    const key = keyOf(attempt);
    if (this.#heard.has(key)) return;
    this.#heard.set(key, new Date());
    const [oldest] = this.#heard.keys();
    if (this.#heard.size > MOST_KEPT && oldest !== undefined) this.#heard.delete(oldest);
  }

  /** When the attempt began, as far as it is known; undefined for one that this process has heard nothing of. */
  find(job: Attempt & Pick<Job, 'created_at'>): Date | undefined {
    return job.attempt === 1 ? new Date(job.created_at) : this.#heard.get(keyOf(job));
  }

  forget(attempt: Attempt): void {
    this.#heard.delete(keyOf(attempt));
  }
}

function keyOf({ id, attempt }: Attempt): string {
  return `${id}.${attempt}`;
}
