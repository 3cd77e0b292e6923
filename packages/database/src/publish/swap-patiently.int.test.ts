import { testDatabase, until } from '@regpipe/testkit';
import { beforeAll, describe, expect, test } from 'vitest';

import type { Connection, Database } from '../connect-database.ts';
import { liveCodes, PLANT_TABLES, preparePlants, publishPlants, swapPlants } from '../testing/plants.ts';
import { inTransaction, withConnection } from '../transaction.ts';
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

/** A swap to `version` that counts its tries. */
function swapTo(version: number, swapPatienceMs = 60_000, signal = NEVER) {
  const swap = { tries: 0, ended: false };
  const run = () =>
    swapPatiently({ database, signal, swapPatienceMs }, PLANT_TABLES, async (lockTimeoutMs) => {
      swap.tries += 1;
      await swapPlants(database, version, lockTimeoutMs);
      swap.ended = true;
    });
  return { swap, run };
}

describe.each(['plant', 'plant_use'])('a transaction that has read %s', (view) => {
  test('delays a publication, neither waits nor dies for it, and is followed by it', async () => {
    await publishPlants(database, ['fern']);
    const { swap, run } = swapTo(await preparePlants(database, ['fern', 'moss']));
    let running: Promise<void> | undefined;
    await whileReading(view, async (reader) => {
      running = run();
      await until(() => swap.tries >= 3, 'the swap to be tried three times');
      const seen = await reader.query(
        'SELECT (SELECT count(*) FROM public.plant) AS a, (SELECT count(*) FROM public.plant_use) AS b',
      );
      expect(seen.rows).toEqual([{ a: 1, b: 1 }]);
      expect(swap.ended).toBe(false);
    });
    await running;
    expect(await liveCodes(database)).toEqual(['fern', 'moss']);
  });

  test('makes no other reader wait long behind the publication that waits for it', async () => {
    await publishPlants(database, ['fern']);
    const { swap, run } = swapTo(await preparePlants(database, ['moss']));
    let running: Promise<void> | undefined;
    await whileReading(view, async () => {
      running = run();
      while (swap.tries < 4) {
        const asked = performance.now();
        expect(await liveCodes(database)).toEqual(['fern']);
        expect(performance.now() - asked).toBeLessThan(900);
      }
    });
    await running;
  });
});

describe('queries that follow each other without a gap do not keep a publication away for ever', () => {
  const BOTH = ['SELECT count(*) FROM public.plant', 'SELECT count(*) FROM public.plant_use'];

  test.each([
    ['in one order', BOTH],
    ['in the other order', BOTH.toReversed()],
    ['slow ones', ['SELECT count(*), pg_sleep(0.05 + random() * 0.2) FROM public.plant']],
  ])('%s', async (_how, queries) => {
    await publishPlants(database, ['fern']);
    const { run } = swapTo(await preparePlants(database, ['moss']));
    let reading = true;
    const readers = Array.from({ length: 4 }, async () => {
      while (reading) {
        await inTransaction(database, async (reader) => {
          for (const query of queries) await reader.query(query);
        });
      }
    });
    await run().finally(() => {
      reading = false;
    });
    await Promise.all(readers);
    expect(await liveCodes(database)).toEqual(['moss']);
  });
});

test('a publication gives up after its patience with the session that blocks it, and changes nothing', async () => {
  await publishPlants(database, ['fern']);
  const version = await preparePlants(database, ['moss']);
  await whileReading('plant_use', async (reader) => {
    const { rows } = await reader.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const pid = rows[0]?.pid ?? 0;
    await expect(swapTo(version, 200).run()).rejects.toMatchObject({
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
    const { swap, run } = swapTo(version, 60_000, stopping.signal);
    const refused = expect(run()).rejects.toThrow();
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
