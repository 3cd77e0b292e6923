import { beforeAll, describe, expect, test } from 'vitest';

import { receiveDrop } from './receive-drop.ts';
import { startTestIntake, type TestIntake } from './testing/test-intake.ts';
import { lookForDrops } from './watch-place.ts';

const KEY = 'incoming/stats.csv';

let world: TestIntake;

beforeAll(async () => {
  world = await startTestIntake();
  return () => world.close();
});

describe('arrivals', () => {
  test('are not counted again for each look', async () => {
    await world.drop(KEY);
    await lookForDrops(world.intake, world.store);
    await lookForDrops(world.replica({}), world.store);
    const { rows } = await world.database.pool.query('SELECT arrivals FROM etl.batch_job');
    expect(rows).toEqual([{ arrivals: 1 }]);
  });

  test.each([
    ['elsewhere', KEY],
    ['directory', 'processed/stats.csv'],
    ['directory', 'incoming/folder/'],
  ])('in %s at %s are refused', async (bucket, key) => {
    const object = { bucket, key, etag: 'e', bytes: 1 };
    await expect(receiveDrop(world.intake, object)).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
  });
});
