import { setTimeout as pause } from 'node:timers/promises';

import type { Bout } from '../bout.ts';
import { type Fault, FaultError } from '../fault.ts';
import { liveSight } from '../lab/expected-tables.ts';
import { away, cutAfter, frozen } from './break-server.ts';
import { withFullStreams } from '../lab/full-streams.ts';
import { repeatChunks } from '../lab/repeat-chunks.ts';
import { poison } from '../lab/poison.ts';
import { putUnreadableMessages } from '../lab/unreadable-messages.ts';

export const busFaults: readonly Fault[] = [
  {
    id: 'nats-restarted',
    group: 'bus',
    fault: 'nats-server stopped and started in the middle of a job',
    expected: 'Everybody waits and goes on',
    strikes: [away('nats', 'stop', () => 0)],
  },
  {
    id: 'nats-killed',
    group: 'bus',
    fault: 'nats-server killed in the middle of a job, and started again',
    expected: 'Everybody waits and goes on',
    strikes: [away('nats', 'kill', () => 0)],
    test: 'e2e/outages.e2e.test.ts',
  },
  {
    id: 'nats-away',
    group: 'bus',
    fault: 'nats-server away for 60 s',
    expected: 'Everybody waits and goes on; nobody gives up',
    strikes: [away('nats', 'kill', ({ awayMs }) => awayMs)],
  },
  {
    id: 'nats-wiped',
    group: 'bus',
    fault: "nats-server's store wiped in the middle of a job",
    expected: 'The job becomes interrupted; resumed, it fetches what the ledger lacks',
    strikes: [wiped],
    test: 'e2e/outages.e2e.test.ts',
  },
  {
    id: 'nats-power-failure',
    group: 'bus',
    fault: 'messages lost that were acknowledged as stored, and others back that were done (power failure)',
    expected: 'The ledger knows what is missing and what is not: as for a wiped store',
    strikes: [powerFailure],
  },
  {
    id: 'stream-full',
    group: 'bus',
    fault: 'RAW and CLEAN full: room for a few chunks each',
    expected: 'Publishers wait for room; nothing is lost, memory stays flat',
    strikes: [full],
    inShort: 1,
  },
  {
    id: 'messages-repeated',
    group: 'bus',
    fault: 'every chunk delivered a second time, in reversed order and under another id',
    expected: 'The ledger lets each in once',
    strikes: [repeated],
    inShort: 1,
  },
  {
    id: 'messages-unreadable',
    group: 'bus',
    fault: 'foreign messages on every stream: no JSON, no headers, huge numbers',
    expected: 'They end in DEAD; jobs do not notice',
    strikes: [unreadable],
    inShort: 1,
  },
  {
    id: 'poison-message',
    group: 'bus',
    fault: 'a poison message: a chunk that fails every delivery',
    expected: 'It ends in DEAD, the job as partial; ./run redrive repairs it, to the row',
    strikes: [poisoned],
    test: 'e2e/redrive.e2e.test.ts',
  },
  {
    id: 'nats-connections-cut',
    group: 'bus',
    fault: 'every connection to NATS cut in the middle of a publish',
    expected: 'Clients connect again; what was half sent is sent again and stored once',
    strikes: [30_000, 80_000, 200_000].map((bytes) => cutAfter('natsWire', bytes)),
    inShort: 1,
  },
  {
    id: 'nats-network-frozen',
    group: 'bus',
    fault: 'no packet between services and NATS for 30 s: slow consumers, stale connections',
    expected: 'The server drops the clients, they connect again, deliveries come again',
    strikes: [frozen('natsWire')],
  },
];

/** Chunks are on their way, as nobody takes them from the streams, when the server loses them. */
async function wiped(bout: Bout): Promise<string> {
  const { nats, source, stack } = bout.lab;
  const job = await bout.startHalf();
  await Promise.all(stack.of('transformer').map((service) => service.kill()));
  source.release();
  await pause(SOME_CHUNKS_MS);
  bout.mark();
  await nats.kill();
  await nats.wipe();
  await nats.start();
  await Promise.all(stack.of('transformer').map((service) => service.start()));
  return bout.published(job);
}

/** The store goes back to a moment at which other chunks were in it than when the power fails. */
async function powerFailure(bout: Bout): Promise<string> {
  const { nats, source, stack } = bout.lab;
  const job = await bout.startHalf();
  await Promise.all(stack.of('loader').map((service) => service.kill()));
  source.holdAt((bout.next.bytes.length * 5) / 8);
  await pause(SOME_CHUNKS_MS);
  await nats.keepStore();
  source.holdAt((bout.next.bytes.length * 3) / 4);
  await Promise.all(stack.of('loader').map((service) => service.start()));
  await pause(SOME_CHUNKS_MS);
  bout.mark();
  await nats.kill();
  await nats.restoreStore();
  await nats.start();
  source.release();
  return bout.published(job);
}

const SOME_CHUNKS_MS = 500;

async function full(bout: Bout): Promise<string> {
  return withFullStreams(bout.lab.bus, bout.lab.scale.chunkSize, async () => {
    bout.mark();
    return bout.published(await bout.start());
  });
}

async function repeated(bout: Bout): Promise<string> {
  const repeating = repeatChunks(bout.lab.bus);
  bout.mark();
  try {
    const job = await bout.startHalf();
    await repeating.repeatReversed();
    bout.lab.source.release();
    return await bout.published(job);
  } finally {
    await repeating.repeatReversed();
    await repeating.stop();
  }
}

async function unreadable(bout: Bout): Promise<string> {
  const job = await bout.startHalf();
  bout.mark();
  await putUnreadableMessages(bout.lab.bus, job.id);
  bout.lab.source.release();
  return bout.published(job);
}

async function poisoned(bout: Bout): Promise<string> {
  const { database, source } = bout.lab;
  source.holdAt(1);
  const job = await bout.start();
  const heal = await poison(database, `tax_registration_v${job.id}`, await someBan(bout));
  bout.mark();
  source.release();
  const partial = await bout.reach(job.id, 'partial', 'success', 'failed');
  await heal();
  if (partial.status !== 'partial') throw new FaultError(`the job ended as ${partial.status}`);
  bout.wholeSights.add(await liveSight(database.pool));
  await bout.request('POST', `/api/jobs/${job.id}/redrive`);
  return `partial, redriven: ${await bout.published(job)}`;
}

/** A business that stands in the file to come and in no other place of it. */
async function someBan({ lab, next }: Bout): Promise<string> {
  const { rows } = await lab.database.pool.query<{ ban: string }>(
    `SELECT min(ban) AS ban FROM faults.${next.name}_tax_registration`,
  );
  return rows[0]?.ban ?? '';
}
