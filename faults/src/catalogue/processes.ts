import type { Job } from '@regpipe/contracts';

import type { Bout } from '../bout.ts';
import { type Fault, FaultError, type Strike } from '../fault.ts';
import { planAt, type Point, type Signal, SIGNALS } from './point.ts';

const POINTS: readonly (Point & { readonly inShort?: boolean })[] = [
  {
    id: 'fetcher-before-publish',
    service: 'fetcher',
    when: 'after a chunk is fetched, before it is published',
    moment: 'publish:before',
    match: '^chunks\\.raw',
    skip: 3,
    inShort: true,
  },
  {
    id: 'fetcher-before-ack',
    service: 'fetcher',
    when: 'when all is fetched, before the command is acknowledged',
    moment: 'ack:before',
    match: 'JOBS',
  },
  {
    id: 'transformer-before-publish',
    service: 'transformer',
    when: 'after a chunk is transformed, before it is published',
    moment: 'publish:before',
    match: '^chunks\\.clean',
    skip: 3,
  },
  {
    id: 'transformer-between-publish-and-ack',
    service: 'transformer',
    when: 'between publishing a chunk and acknowledging the one it was made of',
    moment: 'publish:after',
    match: '^chunks\\.clean',
    skip: 3,
    inShort: true,
  },
  {
    id: 'loader-inside-copy',
    service: 'loader',
    when: 'inside COPY',
    moment: 'copy:during',
    match: 'business_industry',
    skip: 2,
    inShort: true,
  },
  {
    id: 'loader-before-commit',
    service: 'loader',
    when: 'before COMMIT',
    moment: 'sql:before',
    match: '^COMMIT$',
    skip: 3,
  },
  {
    id: 'loader-after-commit',
    service: 'loader',
    when: 'after COMMIT, before the event',
    moment: 'sql:after',
    match: '^COMMIT$',
    skip: 3,
    inShort: true,
  },
  {
    id: 'loader-after-event',
    service: 'loader',
    when: 'after the event, before the acknowledgement',
    moment: 'publish:after',
    match: '^events\\..*chunks\\.loaded$',
    skip: 2,
  },
  {
    id: 'loader-building-keys',
    service: 'loader',
    when: 'during publication, while keys are built',
    moment: 'sql:before',
    match: 'ADD .*PRIMARY KEY|CREATE UNIQUE INDEX',
  },
  {
    id: 'loader-before-swap',
    service: 'loader',
    when: 'during publication, before the swap',
    moment: 'sql:before',
    match: 'CREATE OR REPLACE VIEW',
    inShort: true,
  },
  {
    id: 'loader-inside-swap',
    service: 'loader',
    when: 'during publication, inside the transaction of the swap',
    moment: 'sql:after',
    match: 'CREATE OR REPLACE VIEW',
    skip: 1,
  },
  {
    id: 'loader-after-swap',
    service: 'loader',
    when: 'during publication, after the swap, before anyone is told',
    moment: 'publish:before',
    match: '^jobs\\.index',
    inShort: true,
  },
  {
    id: 'tracker-before-fetch-command',
    service: 'tracker',
    when: 'after a job is created, before its fetch is commanded',
    moment: 'publish:before',
    match: '^jobs\\.fetch',
  },
  {
    id: 'tracker-before-publish-command',
    service: 'tracker',
    when: 'after a job is complete, before its publication is commanded',
    moment: 'publish:before',
    match: '^jobs\\.publish',
    inShort: true,
  },
  {
    id: 'tracker-before-ack',
    service: 'tracker',
    when: 'after an event is folded, before it is acknowledged',
    moment: 'ack:before',
    match: 'EVENTS',
    skip: 3,
  },
];

export const processFaults: readonly Fault[] = [
  ...POINTS.map((point): Fault => ({
    id: point.id,
    group: 'processes',
    fault: `${point.service} killed, or stopped and woken, ${point.when}`,
    expected: 'What it held is delivered again; the job ends as if undisturbed',
    strikes: SIGNALS.map((signal) => struckAt(point, signal)),
    inShort: point.inShort === true ? 1 : 0,
  })),
];

function struckAt(point: Point, signal: Signal): Strike {
  return async (bout) => {
    const plan = await planAt(bout, point, signal);
    const starting = bout.startOnce();
    // The tracker may be struck before it can answer; then the gateway says so, and the job is there all the same.
    starting.catch(() => undefined);
    const { awake } = await plan.struck();
    const job = await starting.catch(() => latestJob(bout));
    const outcome = await bout.published(job);
    await awake;
    return outcome;
  };
}

async function latestJob(bout: Bout): Promise<Job> {
  const { rows } = await bout.lab.database.pool.query<{ id: number }>(
    'SELECT max(id) AS id FROM etl.etl_job_run',
  );
  const found = await bout.job(rows[0]?.id ?? 0);
  if (found === undefined) throw new FaultError('no job was created');
  return found;
}
