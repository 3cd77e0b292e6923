import { setTimeout as pause } from 'node:timers/promises';

import { JOB_SERVICES, type ServiceName } from '@regpipe/stack';

import type { Bout } from '../bout.ts';
import { type Fault, FaultError, type Strike } from '../fault.ts';

/** A service that is asked to end has so long for it. */
const GRACE_MS = 10_000;

export const wholeStackFaults: readonly Fault[] = [
  {
    id: 'each-service-terminated',
    group: 'processes',
    fault: 'each service asked to end (SIGTERM) in the middle of a job, and started again',
    expected: 'It ends within 10 s and loses no work; the job goes on in the same attempt',
    strikes: [...JOB_SERVICES, 'scheduler' as const].map(terminated),
    inShort: 1,
  },
  {
    id: 'all-services-killed',
    group: 'processes',
    fault: 'all services killed at once in the middle of a job, and started again',
    expected: 'The job goes on from streams and ledger, in the same attempt',
    strikes: [allKilled],
    test: 'e2e/kills.e2e.test.ts',
  },
  {
    id: 'tracker-away',
    group: 'processes',
    fault: 'every tracker away while everything is loaded',
    expected: 'Chunks go on being loaded; progress and publication catch up from EVENTS and ledger',
    strikes: [trackersAway],
    inShort: 1,
  },
];

function terminated(service: ServiceName): Strike {
  return async (bout) => {
    const job = await bout.startHalf();
    bout.mark();
    for (const process of bout.lab.stack.of(service)) {
      const began = Date.now();
      await process.stop();
      const tookMs = Date.now() - began;
      if (tookMs > GRACE_MS) throw new FaultError(`the ${service} took ${tookMs} ms to end`);
    }
    bout.lab.source.release();
    await startAgain(bout, service);
    return sameAttempt(bout, job.id, await bout.published(job));
  };
}

async function allKilled(bout: Bout): Promise<string> {
  const job = await bout.startHalf();
  bout.mark();
  await Promise.all(bout.lab.stack.services.map((service) => service.kill()));
  bout.lab.source.release();
  await startAgain(bout, ...JOB_SERVICES, 'scheduler');
  return sameAttempt(bout, job.id, await bout.published(job));
}

async function trackersAway(bout: Bout): Promise<string> {
  const { lab } = bout;
  const job = await bout.startHalf();
  bout.mark();
  await Promise.all(lab.stack.of('tracker').map((tracker) => tracker.kill()));
  lab.source.release();
  await bout.wait(
    async () => (await recordsInLedger(bout, job.id)) === bout.next.expected.total,
    'all chunks',
  );
  await pause(lab.scale.awayMs / 3);
  await startAgain(bout, 'tracker');
  return bout.published(job);
}

async function recordsInLedger({ lab }: Bout, jobId: number): Promise<number> {
  const { rows } = await lab.database.pool.query<{ records: number }>(
    'SELECT coalesce(sum(records), 0)::bigint AS records FROM etl.chunk_ledger WHERE job_id = $1',
    [jobId],
  );
  return rows[0]?.records ?? 0;
}

async function startAgain({ lab }: Bout, ...services: readonly ServiceName[]): Promise<void> {
  await Promise.all(services.flatMap((name) => lab.stack.of(name).map((service) => service.start())));
}

async function sameAttempt(bout: Bout, jobId: number, outcome: string): Promise<string> {
  const attempt = (await bout.job(jobId))?.attempt;
  if (attempt !== 1) throw new FaultError(`work was lost: attempt ${String(attempt)}`);
  return outcome;
}
