import { NOTIFICATIONS } from '@regpipe/contracts';
import { type TestDatabase, until } from '@regpipe/testkit';
import { beforeAll, beforeEach, expect, test } from 'vitest';

import { connectDatabase, type Database } from '../connect-database.ts';
import { command, readLive, workOut } from '../testing/notifications.ts';
import { openProjection } from '../testing/open-projection.ts';
import { beginRebuild } from './begin-rebuild.ts';
import { buildGenerationIndexes } from './build-generation-indexes.ts';
import { buildSlice } from './build-slice.ts';
import { dropOldGenerations } from './drop-old-generations.ts';
import { ensureProjection } from './ensure-projection.ts';
import { readProjection } from './read-projection.ts';
import { recordCommands } from './record-commands.ts';
import { swapGeneration } from './swap-generation.ts';
import { withRebuildLock } from './with-rebuild-lock.ts';

const log = { warn: () => undefined };
const COMMANDS = 300;

let own: TestDatabase;
let projector: Database;
let query: Database;

beforeAll(async () => {
  const projection = await openProjection();
  ({ own, projector, query } = projection);
  return () => projection.close();
});
beforeEach(async () => {
  await recordCommands(
    projector,
    Array.from({ length: COMMANDS }, (_, index) => command(index % 200, index)),
  );
});

/** What a projector does for a rebuild, but for its patience. */
async function rebuild(slice = 40): Promise<number> {
  const { building } = await beginRebuild(projector);
  if (building === null) throw new Error('Nothing is built.');
  while ((await buildSlice(projector, building, slice)) === 'built');
  await buildGenerationIndexes(projector, building);
  await until(async () => (await trySwap(building)) === 'swapped', 'the swap');
  await until(
    () => dropOldGenerations(projector, 500).then(Boolean, () => false),
    'the old tables to be dropped',
  );
  return building;
}

const trySwap = (generation: number) => swapGeneration(projector, generation, 400).catch(() => 'blocked');

async function tables(): Promise<string[]> {
  const { rows } = await own.database.pool.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class
      WHERE relnamespace = 'regpipe'::regnamespace AND relkind = 'r' AND relname ~ '^notification' ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

test('a rebuild makes the same again in tables of their own, with their indexes, and drops the old ones', async () => {
  const before = await readLive(query);
  const generation = await rebuild();
  expect(await readLive(query)).toEqual(before);
  expect(await tables()).toEqual([
    `notification_campaign_v${generation}`,
    `notification_record_v${generation}`,
  ]);
  const { rows } = await own.database.pool.query<{ name: string }>(
    `SELECT relname AS name FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
      WHERE indrelid = 'regpipe.notification_record_v${generation}'::regclass AND indisvalid ORDER BY 1`,
  );
  expect(rows.map(({ name }) => name)).toEqual(
    ['by_marketing', 'by_user', 'pkey'].map((name) => `notification_record_v${generation}_${name}`),
  );
  expect(await readProjection(query.pool, NOTIFICATIONS)).toMatchObject({
    generation,
    building: null,
    built_commands: COMMANDS,
  });
  expect(await recordCommands(projector, [command(1, 900)])).toBe(1);
  expect(await readLive(query)).toEqual(await workOut(own.database));
});

test('a second rebuild that is asked for meanwhile is the first one', async () => {
  const first = await beginRebuild(projector);
  expect(await beginRebuild(projector)).toEqual(first);
  expect(await rebuild()).toBe(first.building);
});

test('one that was killed goes on from where it was', async () => {
  const { building } = await beginRebuild(projector);
  const position = async () => (await readProjection(query.pool, NOTIFICATIONS))?.built_commands;
  await buildSlice(projector, building ?? 0, 50);
  const read = await position();
  expect(read).toBeGreaterThanOrEqual(50);
  // A slice that a kill undoes has read nothing.
  const killed = connectDatabase({
    url: own.roleUrls.projector,
    applicationName: 'killed',
    poolSize: 1,
    log,
  });
  const holding = await own.database.pool.connect();
  await holding.query('BEGIN; LOCK TABLE public.command_record IN ACCESS EXCLUSIVE MODE');
  const slice = buildSlice(killed, building ?? 0, 50).catch(() => 'killed');
  const pidOf = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE application_name = 'killed' AND wait_event_type = 'Lock'`;
  await until(async () => (await own.database.pool.query(pidOf)).rowCount === 1, 'the slice to be killed');
  await holding.query('ROLLBACK');
  holding.release();
  expect(await slice).toBe('killed');
  await killed.close();
  expect(await position()).toBe(read);
  await rebuild();
  expect(await position()).toBe(await commandCount());
  expect(await readLive(query)).toEqual(await workOut(own.database));
});

async function commandCount(): Promise<number> {
  const { rows } = await own.database.pool.query<{ count: number }>(
    'SELECT count(*) FROM public.command_record',
  );
  return rows[0]?.count ?? 0;
}

test('what was damaged by hand is as the commands say afterwards', async () => {
  const { generation } = await ensureProjection(projector);
  const record = `regpipe.notification_record_v${generation}`;
  await own.database.pool.query(
    `ALTER TABLE ${record} DISABLE TRIGGER USER;
     DELETE FROM ${record} WHERE transaction_id > 'tx-3';
     UPDATE ${record} SET marketing_id = 'nonsense', status = 'FAILED', created_at = 9999999999999;
     TRUNCATE regpipe.notification_campaign_v${generation};
     INSERT INTO ${record} SELECT 'ghost', 1, 'nobody', NULL, NULL, 'x', NULL, 'SENT', 'IOS', NULL`,
  );
  expect(await readLive(query)).not.toEqual(await workOut(own.database));
  await rebuild();
  expect(await readLive(query)).toEqual(await workOut(own.database));
});

test('while commands come in and readers read: never fewer rows, never an error, and nothing is lost', async () => {
  let over = false;
  let written = 0;
  const write = async () => {
    for (let at = 10_000; !over; at += 10) {
      const batch = Array.from({ length: 10 }, (_, index) =>
        command(Math.floor(at / 40) + index * 37, at + index),
      );
      written += await recordCommands(projector, batch);
    }
  };
  const read = async () => {
    let [most, reads] = [0, 0];
    while (!over) {
      const { rows } = await query.pool.query<{ there: number; counted: number }>(
        `SELECT (SELECT count(*) FROM public.notification_record) AS there,
                (SELECT sum(records)::bigint FROM public.notification_campaign) AS counted`,
      );
      const { there, counted } = rows[0] ?? { there: 0, counted: 0 };
      expect(there).toBeGreaterThanOrEqual(most);
      expect(counted).toBe(there);
      [most, reads] = [there, reads + 1];
    }
    return reads;
  };
  const readers = [read(), read()];
  const writer = write();
  for (let round = 0; round < 3; round += 1) await rebuild(30);
  await until(() => written > 200, 'commands that came meanwhile');
  over = true;
  await writer;
  for (const reads of await Promise.all(readers)) expect(reads).toBeGreaterThan(20);
  expect(await readLive(query)).toEqual(await workOut(own.database));
});

test('one at a time rebuilds', async () => {
  expect(await withRebuildLock(projector, () => withRebuildLock(projector, () => Promise.resolve()))).toBe(
    'busy',
  );
  expect(await withRebuildLock(projector, () => Promise.resolve('free'))).toBe('free');
});
