import { setImmediate as nextTurn } from 'node:timers/promises';

import { testDatabase, until } from '@regpipe/testkit';
import { beforeAll, describe, expect, test } from 'vitest';

import type { Connection, Database } from '../connect-database.ts';
import { withConnection } from '../transaction.ts';
import { liveCodes, PLANT_TABLES, preparePlants, publishPlants, swapPlants } from '../testing/plants.ts';
import { swapPatiently } from './swap-patiently.ts';

const NEVER = new AbortController().signal;
let database: Database;

beforeAll(async () => {
  const own = await testDatabase();
  database = own.database;
  return () => own.close();
});

/** Runs `work` while a transaction, which has read a live view, stays open. */
async function whileReading(view: string, work: (reader: Connection) => Promise<void>): Promise<void> {
  await withConnection(database, async (reader) => {
    await reader.query('BEGIN');
    await reader.query(`SELECT count(*) FROM public.${view}`);
    try {
      await work(reader);
    } finally {
      await reader.query('ROLLBACK');
    }
  });
}

/** Starts a swap, and counts its tries. */
function startSwap(version: number, swapPatienceMs: number, signal = NEVER) {
  const swap = { tries: 0, ended: false };
  const result = swapPatiently({ database, signal, swapPatienceMs }, PLANT_TABLES, async () => {
    swap.tries += 1;
    await swapPlants(database, version);
    swap.ended = true;
  });
  return { swap, result };
}

describe.each(['plant', 'plant_use'])('a transaction that has read %s', (view) => {
  test('delays a publication, neither waits nor dies for it, and is followed by it', async () => {
    await publishPlants(database, ['fern']);
    const version = await preparePlants(database, ['fern', 'moss']);
    const started = await whileReadingStart(view, version);
    await started.result;
    expect(await liveCodes(database)).toEqual(['fern', 'moss']);
  });

  async function whileReadingStart(read: string, version: number) {
    let started: ReturnType<typeof startSwap> | undefined;
    await whileReading(read, async (reader) => {
      started = startSwap(version, 60_000);
      const { swap } = started;
      await until(() => swap.tries >= 3, 'the swap to be tried three times');
      const seen = await reader.query(
        'SELECT (SELECT count(*) FROM public.plant) AS a, (SELECT count(*) FROM public.plant_use) AS b',
      );
      expect(seen.rows).toEqual([{ a: 1, b: 1 }]);
      expect(swap.ended).toBe(false);
    });
    return started as unknown as ReturnType<typeof startSwap>;
  }

  test('holds up no other reader for long', async () => {
    await publishPlants(database, ['fern']);
    const version = await preparePlants(database, ['moss']);
    let result: Promise<void> | undefined;
    await whileReading(view, async () => {
      const { swap, result: swapping } = startSwap(version, 60_000);
      result = swapping;
      while (swap.tries < 3) {
        const asked = performance.now();
        expect(await liveCodes(database)).toEqual(['fern']);
        expect(performance.now() - asked).toBeLessThan(900);
        await nextTurn();
      }
    });
    await result;
  });
});

test('a publication gives up after its patience with the session that blocks it, and changes nothing', async () => {
  await publishPlants(database, ['fern']);
  const version = await preparePlants(database, ['moss']);
  await whileReading('plant_use', async (reader) => {
    const { rows } = await reader.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const pid = rows[0]?.pid ?? 0;
    const { result } = startSwap(version, 200);
    await expect(result).rejects.toMatchObject({
      name: 'RetryableError',
      code: 'PUBLICATION_BLOCKED',
      message: expect.stringMatching(new RegExp(`pid ${pid} \\(\\w+@test, open for`)) as string,
      fields: { blockers: [expect.stringContaining(`pid ${pid} `) as string] },
    });
  });
  expect(await liveCodes(database)).toEqual(['fern']);
  await swapPlants(database, version);
  expect(await liveCodes(database)).toEqual(['moss']);
});

test('a publication that waits stops waiting when it is told to', async () => {
  await publishPlants(database, ['fern']);
  const version = await preparePlants(database, ['moss']);
  const stopping = new AbortController();
  await whileReading('plant', async () => {
    const { swap, result } = startSwap(version, 60_000, stopping.signal);
    const refused = expect(result).rejects.toThrow();
    await until(() => swap.tries >= 1, 'a try');
    stopping.abort(new Error('shutting down'));
    await refused;
  });
  await swapPlants(database, version);
});

test('an error that no waiting can help is not waited for', async () => {
  let tries = 0;
  const swapping = swapPatiently({ database, signal: NEVER, swapPatienceMs: 60_000 }, PLANT_TABLES, () => {
    tries += 1;
    return Promise.reject(new Error('no such table'));
  });
  await expect(swapping).rejects.toThrow('no such table');
  expect(tries).toBe(1);
});
