import type { Job } from '@regpipe/contracts';
import { describe, expect, test } from 'vitest';

import { ApiError, EXIT } from './cli-error.ts';
import { jobFixture, runningJobFixture } from './testing/fixtures.ts';
import type { WatchOptions } from './watch.ts';
import { watchJob } from './watch-job.ts';

const unreachable = new ApiError({
  code: 'API_UNREACHABLE',
  message: '',
  next: '',
  exitCode: EXIT.unreachable,
});
const refused = new ApiError({ code: 'UNAUTHORIZED', message: '', next: '', status: 401 });

/** Plays one answer after the other; the last one for ever. */
function apiOf(...answers: (Job | Error)[]) {
  let asked = 0;
  return {
    job(): Promise<Job> {
      const answer = answers[Math.min(asked, answers.length - 1)];
      asked += 1;
      return answer instanceof Error || answer === undefined
        ? Promise.reject(answer ?? new Error())
        : Promise.resolve(answer);
    },
  };
}

async function statuses(api: ReturnType<typeof apiOf>, options: WatchOptions = {}): Promise<string[]> {
  const seen: string[] = [];
  for await (const job of watchJob(api, 42, { intervalMs: 1, ...options })) seen.push(job.status);
  return seen;
}

describe('watching a job', () => {
  test('ends with its settled state', async () => {
    const api = apiOf(runningJobFixture(), runningJobFixture({ status: 'publishing' }), jobFixture());
    expect(await statuses(api)).toEqual(['running', 'publishing', 'success']);
  });

  test('outlives a gateway that restarts, and tells of it', async () => {
    const away: string[] = [];
    const api = apiOf(runningJobFixture(), unreachable, unreachable, jobFixture());
    const seen = await statuses(api, { onAway: (error) => away.push(error.code) });
    expect(seen).toEqual(['running', 'success']);
    expect(away).toEqual(['API_UNREACHABLE', 'API_UNREACHABLE']);
  });

  test('gives up on a gateway that stays away', async () => {
    await expect(statuses(apiOf(unreachable), { toleranceMs: 20 })).rejects.toBe(unreachable);
  });

  test('takes a refusal at its word', async () => {
    await expect(statuses(apiOf(refused))).rejects.toBe(refused);
  });

  test('ends at the signal without waiting for the job', async () => {
    const leaving = new AbortController();
    const seen: string[] = [];
    for await (const job of watchJob(apiOf(runningJobFixture()), 42, { signal: leaving.signal })) {
      seen.push(job.status);
      leaving.abort();
    }
    expect(seen).toEqual(['running']);
  });
});
