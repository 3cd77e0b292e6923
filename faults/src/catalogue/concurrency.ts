import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import type { Job } from '@regpipe/contracts';

import type { Bout } from '../bout.ts';
import { type Fault, FaultError, type Strike } from '../fault.ts';
import { CLOCK_FILE } from '../inject/strike-plan.ts';
import { status } from './source-answers.ts';

const HOUR_MS = 3_600_000;

export const concurrencyFaults: readonly Fault[] = [
  {
    id: 'clock-jumps',
    group: 'concurrency',
    fault: "the services' clocks jump an hour ahead, or back, in the middle of a job",
    expected: 'No difference: what counts are the clocks of PostgreSQL and of nothing else',
    strikes: [clockJumps(HOUR_MS), clockJumps(-HOUR_MS)],
    inShort: 2,
  },
  {
    id: 'double-start',
    group: 'concurrency',
    fault: 'two starts at the same moment',
    expected: 'One starts, the other is refused with JOB_RUNNING and the id of the first',
    strikes: [doubleStart],
    inShort: 1,
  },
  {
    id: 'start-while-resuming',
    group: 'concurrency',
    fault: 'a new job and the resume of a failed one at the same moment',
    expected: 'One of them runs, the other is refused by name',
    strikes: [startWhileResuming],
    inShort: 1,
  },
  {
    id: 'cancel-while-publishing',
    group: 'concurrency',
    fault: 'cancelled during its publication, just before the swap and within it',
    expected: 'Cancelled and never published, or too late and published: never both',
    strikes: [cancelWhilePublishing('complete_version'), cancelWhilePublishing('CREATE OR REPLACE VIEW')],
    inShort: 2,
  },
  {
    id: 'rollback-while-loading',
    group: 'concurrency',
    fault: 'a rollback in the middle of a job',
    expected: 'Readers see the version before; then the job publishes its own',
    strikes: [rollBackWhileLoading],
    inShort: 1,
  },
  {
    id: 'two-gateways',
    group: 'concurrency',
    fault: 'two gateways: started through one, asked for through the other',
    expected: 'Both tell the same',
    strikes: [twoGateways],
  },
];

function clockJumps(byMs: number): Strike {
  return async (bout) => {
    const job = await bout.startHalf();
    bout.mark();
    await writeFile(join(bout.lab.plans, CLOCK_FILE), String(byMs));
    bout.lab.source.release();
    return bout.published(job);
  };
}

/** What of several requests at once became a job, and the refusals of the others. */
async function settle(requests: readonly Promise<Job>[]): Promise<{ jobs: Job[]; refusals: string[] }> {
  const answers = await Promise.allSettled(requests);
  return {
    jobs: answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : [])),
    refusals: answers.flatMap((answer) => (answer.status === 'rejected' ? [String(answer.reason)] : [])),
  };
}

async function doubleStart(bout: Bout): Promise<string> {
  bout.mark();
  const { jobs, refusals } = await settle([bout.start(), bout.start(), bout.start()]);
  const [job] = jobs;
  if (job === undefined || jobs.length > 1) throw new FaultError(`${jobs.length} jobs were started`);
  const named = refusals.every((text) => text.includes('JOB_RUNNING') && text.includes(`"job_id":${job.id}`));
  if (!named) throw new FaultError(`the refusal does not name job ${job.id}: ${refusals.join('; ')}`);
  return bout.published(job);
}

async function startWhileResuming(bout: Bout): Promise<string> {
  const { source } = bout.lab;
  source.answerNext(1, status(404));
  const failed = await bout.start();
  await bout.reach(failed.id, 'failed');
  bout.mark();
  const resuming = bout.request('POST', `/api/jobs/${failed.id}/resume`);
  const { jobs, refusals } = await settle([resuming, bout.start()]);
  const [job] = jobs;
  if (job === undefined || jobs.length > 1) throw new FaultError(`${jobs.length} jobs go on`);
  if (!/JOB_RUNNING|JOB_SUPERSEDED|JOB_NOT_RESUMABLE/.test(refusals.join()))
    throw new FaultError(refusals.join());
  return bout.published(job);
}

/** The loader is stopped there, so that the cancellation surely comes in that moment. */
function cancelWhilePublishing(match: string): Strike {
  return async (bout) => {
    const plan = await bout.plan({
      service: 'loader',
      moment: 'sql:before',
      match,
      skip: 0,
      signal: 'SIGSTOP',
    });
    const job = await bout.start();
    const { pid } = await plan.struck();
    const cancelling = bout
      .request('POST', `/api/jobs/${job.id}/cancel`)
      .catch((error: unknown) => String(error));
    await Promise.race([cancelling, pause(CANCELLING_MS)]);
    process.kill(pid, 'SIGCONT');
    const answer = await cancelling;
    const ended = await bout.reach(job.id, 'cancelled', 'success');
    if (ended.status === 'cancelled') {
      bout.recovered();
      return 'cancelled';
    }
    if (typeof answer !== 'string' || !answer.includes('JOB_NOT_CANCELLABLE')) {
      throw new FaultError('cancelled and published all the same');
    }
    return `too late to cancel: ${await bout.published(job)}`;
  };
}

/** A cancellation that has not come through by then waits for the loader. */
const CANCELLING_MS = 1_000;

async function rollBackWhileLoading(bout: Bout): Promise<string> {
  bout.lab.source.holdAt(bout.next.bytes.length / 2);
  // Forced: after the rollback its source is what is live already.
  const job = await bout.start({ force: true });
  await bout.reach(job.id, 'running');
  bout.mark();
  await bout.rollBack();
  bout.lab.source.release();
  return bout.published(job);
}

async function twoGateways(bout: Bout): Promise<string> {
  const other = await bout.lab.startGateway();
  try {
    bout.mark();
    const job = await bout.start();
    const outcome = await bout.published(job);
    const seen = await other.job(job.id);
    if (seen.status !== 'success') throw new FaultError(`the other gateway says ${seen.status}`);
    return outcome;
  } finally {
    await other.stop();
  }
}
