import { setTimeout as pause } from 'node:timers/promises';

import type { Bout } from '../bout.ts';
import type { Fault, Strike } from '../fault.ts';
import { away, cutAfter, frozen } from './break-server.ts';
import { failLedgerWrites, stopFailing } from '../lab/failing-statements.ts';
import { mountSmallDisk } from '../lab/small-disk.ts';
import { holdLiveView } from '../lab/hold-live-view.ts';
import { migrateTwice } from '../lab/migrate-twice.ts';
import { takeAllConnections } from '../lab/take-all-connections.ts';

export const postgresqlFaults: readonly Fault[] = [
  {
    id: 'postgresql-restarted',
    group: 'postgresql',
    fault: 'PostgreSQL stopped and started in the middle of a job',
    expected: 'Chunks wait; the job goes on in the same attempt',
    strikes: [away('postgres', 'stop', () => 0)],
  },
  {
    id: 'postgresql-away',
    group: 'postgresql',
    fault: 'PostgreSQL killed, and away for 60 s',
    expected: 'Chunks wait for as long as it takes; no dead letters',
    strikes: [away('postgres', 'kill', ({ awayMs }) => awayMs)],
  },
  {
    id: 'postgresql-killed-in-copy',
    group: 'postgresql',
    fault: 'PostgreSQL killed inside a COPY (crash recovery)',
    expected: 'The transaction is as if it had never been; its chunks are loaded again',
    strikes: [killedWhile('copy:during', 'business_industry')],
    inShort: 1,
  },
  {
    id: 'postgresql-killed-in-publication',
    group: 'postgresql',
    fault: 'PostgreSQL killed during a publication: building keys, before and inside the swap',
    expected: 'Readers find the old version or the new one, whole; publishing is taken up again',
    strikes: [
      killedWhile('sql:after', 'CREATE OR REPLACE VIEW'),
      killedWhile('sql:before', 'ADD .*PRIMARY KEY|CREATE UNIQUE INDEX'),
      killedWhile('sql:before', 'CREATE OR REPLACE VIEW'),
    ],
    inShort: 1,
  },
  {
    id: 'postgresql-connections-cut',
    group: 'postgresql',
    fault: 'every connection to PostgreSQL cut in the middle of a transfer',
    expected: 'Transactions are rolled back, chunks are loaded again',
    strikes: [20_000, 60_000, 150_000].map((bytes) => cutAfter('postgresWire', bytes)),
    inShort: 1,
  },
  {
    id: 'postgresql-network-frozen',
    group: 'postgresql',
    fault: 'no packet between services and PostgreSQL for 30 s',
    expected: 'Everybody waits and goes on',
    strikes: [frozen('postgresWire')],
  },
  {
    id: 'postgresql-connections-exhausted',
    group: 'postgresql',
    fault: "all of the server's connections taken by others (53300)",
    expected: 'Chunks wait until there is one',
    strikes: [exhausted],
    inShort: 1,
  },
  {
    id: 'postgresql-passing-errors',
    group: 'postgresql',
    fault:
      'deadlock (40P01), serialization failure (40001), lock timeout (55P03), out of memory (53200), statement timeout (57014), three times each',
    expected: 'Tried again until it succeeds',
    strikes: ['40P01', '40001', '55P03', '53200', '57014'].map((state) => failing(state)),
    inShort: 2,
  },
  {
    id: 'postgresql-disk-full',
    group: 'postgresql',
    fault: 'the disk of the new version is full (53100), and gets room later',
    expected: 'The loader waits; readers keep the old version; with room it goes on',
    strikes: [diskFull],
  },
  {
    id: 'postgresql-reader-holds-view',
    group: 'postgresql',
    fault: 'a reader keeps a transaction open on a live name during the swap',
    expected: 'Tried again and again; then PUBLICATION_BLOCKED names the session, and resume publishes',
    strikes: [blocked],
  },
  {
    id: 'postgresql-read-only',
    group: 'postgresql',
    fault: 'a standby answers at the address: read-only (25006), and is promoted later',
    expected: 'Writers wait for the promotion; readers go on reading',
    strikes: [standby],
  },
  {
    id: 'migrations-twice',
    group: 'postgresql',
    fault: 'two processes bring a new database up to date at once',
    expected: 'One does, the other waits and finds it done',
    strikes: [migrateTwice],
    inShort: 1,
  },
];

/** The loader is stopped at the moment, so that the server surely dies in it. */
function killedWhile(moment: 'copy:during' | 'sql:before' | 'sql:after', match: string): Strike {
  return async (bout) => {
    const { postgres } = bout.lab;
    const plan = await bout.plan({ service: 'loader', moment, match, skip: 0, signal: 'SIGSTOP' });
    const job = await bout.start();
    const { pid } = await plan.struck();
    await postgres.kill();
    process.kill(pid, 'SIGCONT');
    await postgres.start();
    return bout.published(job);
  };
}

async function exhausted(bout: Bout): Promise<string> {
  const { postgres, postgresWire, source, scale } = bout.lab;
  const job = await bout.startHalf();
  bout.mark();
  const release = await takeAllConnections(postgres.url, () => postgresWire.cut());
  source.release();
  await pause(scale.awayMs / 3);
  await release();
  return bout.published(job);
}

function failing(sqlstate: string): Strike {
  return async (bout) => {
    const { database } = bout.lab;
    await failLedgerWrites(database, sqlstate, 3);
    bout.mark();
    try {
      return await bout.published(await bout.start());
    } finally {
      await stopFailing(database);
    }
  };
}

async function diskFull(bout: Bout): Promise<string> {
  const disk = await mountSmallDisk(bout.lab, 1);
  const job = await bout.start();
  bout.mark();
  await pause(bout.lab.scale.awayMs / 3);
  await disk.enlarge();
  const outcome = await bout.published(job);
  await disk.leave();
  return outcome;
}

async function blocked(bout: Bout): Promise<string> {
  const { lab } = bout;
  const reader = await holdLiveView(lab.postgres.url);
  const job = await bout.start();
  bout.mark();
  const code = await bout.failed(job, 'PUBLICATION_BLOCKED');
  await reader.expectNamed((await bout.job(job.id))?.error_message ?? '');
  await reader.release();
  await bout.request('POST', `/api/jobs/${job.id}/resume`);
  return `${code}, then ${await bout.published(job)}`;
}

async function standby(bout: Bout): Promise<string> {
  const { postgres, source, scale, database } = bout.lab;
  const job = await bout.startHalf();
  bout.mark();
  await postgres.stop();
  await postgres.startAsStandby();
  source.release();
  await pause(scale.awayMs / 3);
  await database.pool.query('SELECT pg_promote(wait => true)');
  return bout.published(job);
}
