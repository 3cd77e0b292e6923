import { setTimeout as pause } from 'node:timers/promises';

import { isSettled } from '@regpipe/contracts';
import { getJob, type OpenDrop } from '@regpipe/database';

import type { IntakeContext } from './intake-context.ts';
import { judgeJob } from './judge-job.ts';
import { type NextStep, retryOrFail, settle } from './settle.ts';
import type { Turn } from './turn.ts';

const LOOK_EVERY_MS = 500;

/** Waits for the end of a running drop's job. @throws the signal's reason when the turn is over before */
export async function followJob(intake: IntakeContext, turn: Turn, drop: OpenDrop): Promise<NextStep> {
  for (;;) {
    const job = drop.job_id === null ? undefined : await getJob(intake.database.pool, drop.job_id);
    if (job === undefined) {
      return settle(intake, turn, drop, { code: 'JOB_NOT_FOUND', message: 'Its job is not there any more.' });
    }
    if (isSettled(job.status)) {
      const verdict = judgeJob(job, drop.etag);
      if (verdict.kind === 'temporary') return retryOrFail(intake, turn, drop, verdict);
      return settle(intake, turn, drop, verdict.kind === 'loaded' ? null : verdict);
    }
    await pause(LOOK_EVERY_MS, undefined, { signal: turn.signal });
  }
}
