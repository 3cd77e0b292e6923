import { randomBytes } from 'node:crypto';

import { JOB_STATUSES } from '@regpipe/contracts';
import { authorization } from '@regpipe/stack';

import type { Bout } from '../bout.ts';
import { type Fault, FaultError, type Strike } from '../fault.ts';
import type { StrikePlan } from '../inject/strike-plan.ts';

export const tickFaults: readonly Fault[] = [
  {
    id: 'two-schedulers',
    group: 'concurrency',
    fault:
      'two schedulers; one of them killed before or after it ticks, or a tracker before it acknowledges the tick',
    expected: 'One tick, one run, one job',
    strikes: [
      struckAt({ service: 'scheduler', moment: 'publish:before', match: '^schedule\\.tick' }),
      undisturbed,
      struckAt({ service: 'scheduler', moment: 'publish:after', match: '^schedule\\.tick' }),
      struckAt({ service: 'tracker', moment: 'ack:before', match: 'SCHEDULE' }),
    ],
    inShort: 1,
    test: 'services/scheduler/src/scheduler.int.test.ts',
  },
];

async function undisturbed(bout: Bout): Promise<string> {
  const name = await setDue(bout);
  bout.mark();
  return oneJob(bout, name);
}

function struckAt(point: Pick<StrikePlan, 'service' | 'moment' | 'match'>): Strike {
  return async (bout) => {
    const plan = await bout.plan({ ...point, skip: 0, signal: 'SIGKILL' });
    const name = await setDue(bout);
    await plan.struck();
    return oneJob(bout, name);
  };
}

/** Sets a schedule that is due once, and was so at the beginning of this minute. The server has not heard its name before. */
async function setDue({ lab }: Bout): Promise<string> {
  const name = `struck-${randomBytes(4).toString('hex')}`;
  const response = await fetch(`${lab.stack.apiUrl}/api/schedules/${name}`, {
    method: 'PUT',
    headers: { ...authorization(lab.stack), 'content-type': 'application/json' },
    body: JSON.stringify({ mode: 'full', every_minutes: 1, repeats: 1, source: lab.source.url }),
  });
  if (!response.ok) throw new FaultError(`the schedule was refused: ${await response.text()}`);
  await lab.database.pool.query(
    `UPDATE etl.schedule SET created_at = created_at - interval '2 minutes', counts_from = counts_from - interval '2 minutes'
      WHERE name = $1`,
    [name],
  );
  return name;
}

/** Waits until the schedule's job has published, and its tick is forgotten; then there must be no other. */
async function oneJob(bout: Bout, name: string): Promise<string> {
  const { database, bus } = bout.lab;
  const runs = async () => {
    const { rows } = await database.pool.query<{ job_id: number | null; code: string | null }>(
      'SELECT job_id, code FROM etl.schedule_run WHERE schedule = $1',
      [name],
    );
    return rows;
  };
  await bout.wait(async () => (await runs()).length > 0, `a run of ${name}`);
  const [run, ...others] = await runs();
  const jobId = run?.job_id ?? null;
  if (jobId === null || run?.code !== null || others.length > 0) {
    throw new FaultError(`${others.length + 1} runs, the first with ${String(run?.code)}`);
  }
  const job = await bout.reach(jobId, ...JOB_STATUSES);
  const outcome = await bout.published(job);
  const waiting = async () => (await bus.manager.streams.info('SCHEDULE')).state.messages;
  await bout.wait(async () => (await waiting()) === 0, 'the tick to be acknowledged');
  const { rows } = await database.pool.query<{ jobs: number; runs: number; ticks: number }>(
    `SELECT (SELECT count(*) FROM etl.etl_job_run WHERE id >= $1) AS jobs, ticks,
            (SELECT count(*) FROM etl.schedule_run WHERE schedule = name) AS runs
       FROM etl.schedule WHERE name = $2`,
    [job.id, name],
  );
  const [made] = rows;
  if (made?.jobs !== 1 || made.runs !== 1 || made.ticks !== 1) {
    throw new FaultError(`one tick became ${JSON.stringify(made)}`);
  }
  return outcome;
}
