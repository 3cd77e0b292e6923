import { randomBytes } from 'node:crypto';

import {
  type Connection,
  type Database,
  inTransaction,
  readOnly,
  rollBack,
  withConnection,
} from '@regpipe/database';
import { testDatabase, until } from '@regpipe/testkit';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';

import {
  DATASET,
  forgetEverything,
  prepare,
  publish,
  publishAll,
  registrations,
} from './testing/registrations.ts';

let database: Database;

beforeAll(async () => {
  const own = await testDatabase();
  database = own.database;
  return () => own.close();
});

beforeEach(() => forgetEverything(database));

const back = () => rollBack(database, DATASET.name, DATASET.tables, 80);

async function count(from: string, on: Pick<Connection, 'query'> = database.pool): Promise<number> {
  const { rows } = await on.query<{ count: number }>(`SELECT count(*) FROM ${from}`);
  return rows[0]?.count ?? -1;
}

describe('what analysts have built on a live name follows each publication and each rollback', () => {
  test('views and materialised views of their own', async () => {
    await publishAll(database, registrations(1, 1));
    await database.pool.query(
      `CREATE VIEW public.food AS SELECT r.ban FROM public.tax_registration r
         JOIN public.business_industry i ON i.business_id = r.ban WHERE i.industry_code = '561113'`,
    );
    await database.pool.query(
      'CREATE MATERIALIZED VIEW public.cached AS SELECT ban FROM public.tax_registration',
    );
    expect(await count('public.food')).toBe(1);
    await publishAll(database, registrations(1, 2));
    expect(await count('public.food')).toBe(2);
    await database.pool.query('REFRESH MATERIALIZED VIEW public.cached');
    expect(await count('public.cached')).toBe(2);
    await back();
    expect(await count('public.food')).toBe(1);
  });

  test('the rights of other users', async () => {
    const role = `reader_${randomBytes(4).toString('hex')}`;
    await publishAll(database, registrations(1, 1));
    await database.pool.query(`CREATE ROLE ${role}; GRANT SELECT ON public.tax_registration TO ${role}`);
    const asReader = (from: string) =>
      inTransaction(database, async (connection) => {
        await connection.query(`SET LOCAL ROLE ${role}`);
        return count(from, connection);
      });
    try {
      expect(await asReader('public.tax_registration')).toBe(1);
      await publishAll(database, registrations(1, 2));
      expect(await asReader('public.tax_registration')).toBe(2);
      await back();
      expect(await asReader('public.tax_registration')).toBe(1);
      await expect(asReader('public.business_industry')).rejects.toMatchObject({ code: '42501' });
    } finally {
      await database.pool.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
    }
  });

  test('prepared statements, also those with a plan of their own', async () => {
    await publishAll(database, registrations(1, 1));
    await withConnection(database, async (connection) => {
      const ask = async () => {
        const { rows } = await connection.query<{ count: number }>({
          name: 'food',
          text: `SELECT count(*) FROM public.tax_registration r JOIN public.business_industry i
                     ON i.business_id = r.ban WHERE i.industry_code = $1`,
          values: ['561113'],
        });
        return rows[0]?.count;
      };
      for (let time = 0; time < 7; time += 1) expect(await ask()).toBe(1);
      await publishAll(database, registrations(1, 2));
      expect(await ask()).toBe(2);
      await back();
      expect(await ask()).toBe(1);
    });
  });

  test('comments and the owner', async () => {
    await publishAll(database, registrations(1, 1));
    await database.pool.query(`COMMENT ON VIEW public.tax_registration IS 'ours'`);
    await publishAll(database, registrations(1, 2));
    const { rows } = await database.pool.query(
      `SELECT obj_description('public.tax_registration'::regclass) AS comment`,
    );
    expect(rows).toEqual([{ comment: 'ours' }]);
  });
});

test('a live name shows the columns of its table and nothing of ours', async () => {
  await publishAll(database, registrations(1, 1));
  const { rows } = await database.pool.query<Record<string, unknown>>(
    'SELECT * FROM public.tax_registration',
  );
  const columns = DATASET.tables[0]?.columns.map((column) => column.name);
  expect(Object.keys(rows[0] ?? {})).toEqual(columns);
});

test('a query on a live name uses the indexes of the version behind it', async () => {
  await publishAll(database, registrations(1, 90), registrations(101, 90));
  const { rows } = await inTransaction(database, async (connection) => {
    await connection.query('SET LOCAL enable_seqscan = off');
    return connection.query<{ 'QUERY PLAN': string }>(
      `EXPLAIN SELECT * FROM public.tax_registration WHERE ban = '10000007'`,
    );
  });
  expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toMatch(
    /Index Scan using tax_registration_v\d+_pkey/,
  );
});

/** Version `n` has n registrations, each with two industries: counts of two versions never make a pair. */
const isWhole = (registered: number, industries: number) => industries === 2 * registered;

describe('a reader sees one version, whole, while versions are published and rolled back', () => {
  const READERS: Record<string, (connection: Connection) => Promise<[number, number]>> = {
    'that counts both tables in one snapshot': async (connection) => {
      await connection.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
      return [
        await count('public.tax_registration', connection),
        await count('public.business_industry', connection),
      ];
    },
    'that counts them in the other order': async (connection) => {
      const industries = await count('public.business_industry', connection);
      return [await count('public.tax_registration', connection), industries];
    },
    'that asks for both in one statement': async (connection) => {
      const { rows } = await connection.query<{ a: number; b: number }>(
        `SELECT (SELECT count(*) FROM public.tax_registration) AS a,
                (SELECT count(*) FROM public.business_industry) AS b`,
      );
      return [rows[0]?.a ?? -1, rows[0]?.b ?? -1];
    },
    'that joins them': async (connection) => {
      const { rows } = await connection.query<{ a: number; b: number }>(
        `SELECT count(DISTINCT r.ban) AS a, count(i.industry_code) AS b
           FROM public.tax_registration r LEFT JOIN public.business_industry i ON i.business_id = r.ban`,
      );
      return [rows[0]?.a ?? -1, rows[0]?.b ?? -1];
    },
  };

  test.each(Object.entries(READERS))('%s', async (_how, read) => {
    await publishAll(database, registrations(1, 10));
    const seen = new Set<number>();
    let publishing = true;
    const reading = Array.from({ length: 3 }, async () => {
      while (publishing) {
        const [registered, industries] = await inTransaction(database, read);
        if (!isWhole(registered, industries)) throw new Error(`${registered} and ${industries} were seen.`);
        seen.add(registered);
      }
    });
    // A reader that fails says so at once, and not only after the last publication.
    const failed = Promise.all(reading);
    const changing = (async () => {
      for (let version = 10; version <= 13; version += 1) {
        if (version > 10) await publishAll(database, registrations(1, version));
        await until(() => seen.has(version), `version of ${version} to be seen`);
        if (version === 12) await patientlyBack();
      }
    })();
    await Promise.race([failed, changing]);
    publishing = false;
    await Promise.all([failed, changing]);
    expect([...seen].sort()).toEqual([10, 11, 12, 13]);
  });

  /** As the tracker does it: again while readers hold the views. */
  async function patientlyBack(): Promise<void> {
    await until(
      () =>
        back().then(
          () => true,
          () => false,
        ),
      'the rollback',
    );
  }
});

test('a transaction older than the rows of a version is told to begin anew, and never sees a part of them', async () => {
  await publishAll(database, registrations(1, 3));
  const read = (work: () => Promise<unknown>) =>
    inTransaction(database, async (reader) => {
      await reader.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
      // Its snapshot is taken here, and no live view is locked yet.
      await reader.query('SELECT 1 FROM etl.publication');
      await work();
      return count('public.tax_registration', reader);
    });
  const tooOld = read(() => publishAll(database, registrations(1, 5)));
  await expect(tooOld).rejects.toMatchObject({ code: '40001' });
  expect(await read(() => Promise.resolve())).toBe(5);
});

test('queries of one answer of the API see one version, although another is published between them', async () => {
  await publishAll(database, registrations(1, 1));
  const next = await prepare(database, [registrations(1, 2)]);
  let publishing: Promise<unknown> | undefined;
  const seen = await readOnly(database, 5_000, async (connection) => {
    const before = await count('public.tax_registration', connection);
    publishing = publish(database, next);
    await until(async () => {
      const { rows } = await database.pool.query<{ step: string }>(
        'SELECT publish_step AS step FROM etl.import_progress WHERE job_id = $1',
        [next],
      );
      return rows[0]?.step === 'swap';
    }, 'the swap to begin');
    return [before, await count('public.business_industry', connection)];
  });
  expect(seen).toEqual([1, 2]);
  expect(await publishing).toBe('published');
});
