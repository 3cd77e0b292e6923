import { testDatabase } from '@regpipe/testkit';
import { beforeAll, expect, test } from 'vitest';

import type { Database } from '../connect-database.ts';
import { addJob, addPlants, PLANT_TABLES } from '../testing/plants.ts';
import { buildConstraints } from './build-constraints.ts';
import { gatherStatistics } from './gather-statistics.ts';
import { validateReferences } from './validate-references.ts';

let database: Database;

beforeAll(async () => {
  const own = await testDatabase();
  database = own.database;
  return () => own.close();
});

async function addVersion(dataset: string, codes: readonly string[]): Promise<number> {
  const version = await addJob(database, { dataset });
  await addPlants(database, version, codes);
  return version;
}

async function constraintsOf(version: number): Promise<string[]> {
  const { rows } = await database.pool.query<{ line: string }>(
    `SELECT relname || ': ' || pg_get_constraintdef(n.oid) AS line
       FROM pg_constraint n JOIN pg_class c ON c.oid = n.conrelid
      WHERE relname LIKE '%\\_v' || $1 AND contype <> 'n' ORDER BY line`,
    [version],
  );
  return rows.map((row) => row.line.replaceAll('regpipe.', ''));
}

async function indexesOf(version: number): Promise<string[]> {
  const { rows } = await database.pool.query<{ name: string }>(
    `SELECT indexname AS name FROM pg_indexes WHERE tablename LIKE '%\\_v' || $1 ORDER BY name`,
    [version],
  );
  return rows.map((row) => row.name);
}

const expectedConstraints = (version: number, reference = ' NOT VALID') => [
  `plant_use_v${version}: FOREIGN KEY (plant_code) REFERENCES plant_v${version}(code)${reference}`,
  `plant_use_v${version}: UNIQUE (plant_code, use)`,
  `plant_v${version}: PRIMARY KEY (code)`,
];

test('a bare version gets every key, index and reference of its tables', async () => {
  const version = await addVersion('whole', ['fern', 'moss']);
  await buildConstraints(database, PLANT_TABLES, version);
  expect(await constraintsOf(version)).toEqual(expectedConstraints(version));
  expect(await indexesOf(version)).toEqual([
    `plant_use_v${version}_idx1`,
    `plant_use_v${version}_key1`,
    `plant_v${version}_pkey`,
  ]);
});

test('statistics tell the planner how large it is', async () => {
  const version = await addVersion('statistics', ['fern', 'moss']);
  await gatherStatistics(database, PLANT_TABLES, version);
  const { rows } = await database.pool.query(
    'SELECT reltuples::int AS rows FROM pg_class WHERE relname = $1',
    [`plant_v${version}`],
  );
  expect(rows).toEqual([{ rows: 2 }]);
});

test('a second run, after a crash behind the first, changes nothing and fails at nothing', async () => {
  const version = await addVersion('twice', ['fern', 'moss']);
  await buildConstraints(database, PLANT_TABLES, version);
  await buildConstraints(database, PLANT_TABLES, version);
  expect(await constraintsOf(version)).toEqual(expectedConstraints(version));
  expect(await indexesOf(version)).toHaveLength(3);
});

test('a run that died half-way is completed by the next', async () => {
  const version = await addVersion('half-way', ['fern']);
  await database.pool.query(`CREATE UNIQUE INDEX plant_v${version}_pkey ON regpipe.plant_v${version} (code)`);
  await buildConstraints(database, PLANT_TABLES, version);
  expect(await constraintsOf(version)).toEqual(expectedConstraints(version));
});

test('rows that break a key make it fail by what PostgreSQL says, and can be mended and tried again', async () => {
  const version = await addVersion('repeated', ['fern', 'moss', 'fern']);
  await expect(buildConstraints(database, PLANT_TABLES, version)).rejects.toMatchObject({ code: '23505' });
  await database.pool.query(`DELETE FROM regpipe.plant_v${version} WHERE source_line = 5`);
  await database.pool.query(`DELETE FROM regpipe.plant_use_v${version} WHERE source_line = 5`);
  await buildConstraints(database, PLANT_TABLES, version);
  expect(await constraintsOf(version)).toEqual(expectedConstraints(version));
});

test('references are validated on their own, and a second time changes nothing', async () => {
  const version = await addVersion('validated', ['fern', 'moss']);
  await buildConstraints(database, PLANT_TABLES, version);
  await validateReferences(database, PLANT_TABLES, version);
  await validateReferences(database, PLANT_TABLES, version);
  expect(await constraintsOf(version)).toEqual(expectedConstraints(version, ''));
});

test('a row beside the main table that belongs to no record is found', async () => {
  const version = await addVersion('orphan', ['fern', 'moss']);
  await database.pool.query(`DELETE FROM regpipe.plant_v${version} WHERE code = 'fern'`);
  await buildConstraints(database, PLANT_TABLES, version);
  await expect(validateReferences(database, PLANT_TABLES, version)).rejects.toMatchObject({ code: '23503' });
});

test('the memory that it takes for sorting stays no longer with a connection of the pool', async () => {
  const version = await addVersion('settings', ['fern']);
  await buildConstraints(database, PLANT_TABLES, version);
  const own = await Promise.all(
    Array.from({ length: 10 }, () =>
      database.pool.query(
        `SELECT name FROM pg_settings WHERE source = 'session' AND name LIKE '%maintenance%'`,
      ),
    ),
  );
  expect(own.flatMap(({ rows }) => rows as unknown[])).toEqual([]);
});
