import type { SearchIndex } from '@regpipe/contracts';
import { testDatabase } from '@regpipe/testkit';
import { beforeAll, beforeEach, expect, test } from 'vitest';

import type { Database } from '../connect-database.ts';
import { forgetEverything, PLANTS, publishPlants } from '../testing/plants.ts';
import { buildSearchIndexes } from './build-search-indexes.ts';
import { readLivePublication } from './read-publication.ts';

const INDEXES: readonly SearchIndex[] = [
  { name: 'name_bigrams', table: 'plant', definition: 'USING gin (regpipe.bigrams(name))' },
];

let database: Database;

beforeAll(async () => {
  const own = await testDatabase();
  database = own.database;
  return () => own.close();
});
beforeEach(() => forgetEverything(database));

const build = (version: number) => buildSearchIndexes(database, INDEXES, PLANTS, version);

async function findIndex(version: number): Promise<unknown> {
  const { rows } = await database.pool.query<{ valid: boolean }>(
    'SELECT indisvalid AS valid FROM pg_index WHERE indexrelid = to_regclass($1)',
    [`regpipe.plant_v${version}_name_bigrams`],
  );
  return rows[0];
}

test('search indexes are built on a live version, which then says that it is ready', async () => {
  const version = await publishPlants(database, ['fern', 'moss']);
  expect(await readLivePublication(database.pool, PLANTS)).toMatchObject({ search_ready: false });
  await build(version);
  expect(await findIndex(version)).toEqual({ valid: true });
  expect(await readLivePublication(database.pool, PLANTS)).toMatchObject({ version, search_ready: true });
});

test('building again changes nothing', async () => {
  const version = await publishPlants(database, ['fern']);
  await build(version);
  await build(version);
  expect(await findIndex(version)).toEqual({ valid: true });
});

test('a build that was interrupted, whose index no query may use, is done anew', async () => {
  const version = await publishPlants(database, ['fern']);
  await build(version);
  await database.pool.query('UPDATE pg_index SET indisvalid = false WHERE indexrelid = $1::regclass', [
    `regpipe.plant_v${version}_name_bigrams`,
  ]);
  await build(version);
  expect(await findIndex(version)).toEqual({ valid: true });
});
