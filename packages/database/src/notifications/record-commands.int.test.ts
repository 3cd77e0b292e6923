import type { NotificationCommand } from '@regpipe/contracts';
import type { TestDatabase } from '@regpipe/testkit';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';

import type { Database } from '../connect-database.ts';
import { command, readLive, STARTED_MS, workOut } from '../testing/notifications.ts';
import { openProjection } from '../testing/open-projection.ts';
import { sqlState } from '../transient.ts';
import { ensureProjection } from './ensure-projection.ts';
import { recordCommands } from './record-commands.ts';

let own: TestDatabase;
let projector: Database;
let query: Database;

beforeAll(async () => {
  const projection = await openProjection();
  ({ own, projector, query } = projection);
  return () => projection.close();
});
beforeEach(async () => {
  await own.database.pool.query('DELETE FROM regpipe.notification_record_v1; TRUNCATE public.command_record');
});

test('the projection is made once, however often and however many at once ask for it', async () => {
  await recordCommands(projector, [command(1, 0)]);
  const all = await Promise.all([1, 2, 3].map(() => ensureProjection(projector)));
  expect(all).toEqual(all.map(() => expect.objectContaining({ generation: 1, building: null }) as unknown));
  expect((await readLive(query)).records).toHaveLength(1);
});

test('to ask for what is there takes no lock that a reader needs', async () => {
  const reader = await query.pool.connect();
  await reader.query('BEGIN; SELECT FROM public.notification_record');
  await ensureProjection(projector);
  await reader.query('ROLLBACK');
  reader.release();
});

test('what is missing is made again', async () => {
  await own.database.pool.query(
    'DROP VIEW public.notification_record; DROP TABLE regpipe.notification_campaign_v1 CASCADE',
  );
  await ensureProjection(projector);
  await recordCommands(projector, [command(1, 0)]);
  expect(await readLive(query)).toEqual(await workOut(own.database));
});

test('a role that only queries sees records, and neither tokens nor payloads', async () => {
  await recordCommands(projector, [command(1, 0, { marketing_id: null, ap_id: null })]);
  expect((await readLive(query)).records).toEqual([
    {
      transaction_id: 'tx-1',
      created_at: STARTED_MS,
      user_id: 'user-1',
      marketing_id: null,
      ap_id: null,
      notification_title: 'title at 0',
      notification_body: null,
      status: 'SENT',
      platform: 'IOS',
      error_msg: null,
    },
  ]);
  for (const table of ['public.command_record', 'regpipe.notification_record_v1']) {
    expect(await query.pool.query(`SELECT FROM ${table}`).then(() => 'allowed', sqlState)).toBe('42501');
  }
});

describe('a command', () => {
  test('that comes again changes nothing, and is told from a new one', async () => {
    const commands = [command(1, 0), command(1, 5), command(1, 0)];
    expect(await recordCommands(projector, commands)).toBe(2);
    const before = await readLive(query);
    expect(await recordCommands(projector, commands)).toBe(0);
    expect(await readLive(query)).toEqual(before);
  });

  test('that is late is kept, and does not become the state', async () => {
    await recordCommands(projector, [command(1, 5, { status: 'DELIVERED' })]);
    await recordCommands(projector, [command(1, 0), command(1, 3)]);
    const { records } = await readLive(query);
    expect(records).toMatchObject([{ status: 'DELIVERED', created_at: STARTED_MS + 5 }]);
    const { rows } = await own.database.pool.query('SELECT count(*) AS kept FROM public.command_record');
    expect(rows).toEqual([{ kept: 3 }]);
  });

  test('that moves a notification to another campaign, or to none, moves its count', async () => {
    await recordCommands(projector, [command(1, 0), command(2, 0), command(3, 0)]);
    await recordCommands(projector, [
      command(1, 1, { marketing_id: 'campaign-0' }),
      command(2, 1, { marketing_id: null }),
    ]);
    expect((await readLive(query)).campaigns).toEqual([
      { marketing_id: 'campaign-0', records: 1 },
      { marketing_id: 'campaign-1', records: 1 },
    ]);
  });
});

test('any order and repetition of a set of commands, in any batches, gives the same tables', async () => {
  const commands = someCommands(60, 11);
  await recordCommands(projector, commands);
  const expected = await readLive(query);
  expect(expected).toEqual(await workOut(own.database));
  for (let seed = 1; seed <= 12; seed += 1) {
    const random = randomOf(seed);
    await own.database.pool.query(
      'DELETE FROM regpipe.notification_record_v1; TRUNCATE public.command_record',
    );
    const some = commands.filter(() => random() < 0.3);
    const shuffled = [...commands, ...some].sort(() => random() - 0.5);
    for (let at = 0; at < shuffled.length;) {
      const size = 1 + Math.floor(random() * 25);
      await recordCommands(projector, shuffled.slice(at, at + size));
      at += size;
    }
    expect(await readLive(query), `seed ${seed}`).toEqual(expected);
  }
});

test('writers side by side wait for each other in no circle, and give what one alone would', async () => {
  const writers = [1, 2, 3, 4].map(async (seed) => {
    for (let round = 0; round < 15; round += 1) {
      await recordCommands(projector, someCommands(40, seed * 100 + (round % 5)));
    }
  });
  await Promise.all(writers);
  expect(await readLive(query)).toEqual(await workOut(own.database));
});

/** Commands about a few notifications of a few campaigns, changing campaign now and then. */
function someCommands(count: number, seed: number): NotificationCommand[] {
  const random = randomOf(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  return Array.from({ length: count }, () => {
    const [number, at] = [below(12), below(200)];
    // Of one notification and moment there is one command, whoever makes it.
    const marketing_id = at % 5 === 0 ? null : `campaign-${(number + at) % 4}`;
    return command(number, at, { marketing_id, status: at % 2 === 0 ? 'DELIVERED' : 'FAILED' });
  });
}

/** A sequence of numbers in [0, 1), the same for a seed each time. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
