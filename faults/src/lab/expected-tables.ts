import type { Database, Queryable } from '@regpipe/database';
import { findDataset } from '@regpipe/datasets';

const SCHEMA = 'faults';
export const DATASET = 'tax-registration';

/** What of a live table comes from the source, and so is the same each time it is loaded. */
interface ComparedTable {
  readonly live: string;
  readonly columns: string;
  readonly kept: (sample: string) => string;
}

const TABLES: readonly ComparedTable[] = findDataset(DATASET).tables.map(({ name, written }) => ({
  live: `public.${name}`,
  columns: written.map((column) => `"${column}"`).join(', '),
  kept: (sample) => `${SCHEMA}.${sample}_${name}`,
}));

/** Keeps what is live now as what a sample is to become every time. */
export async function keepAsExpected({ pool }: Database, sample: string): Promise<void> {
  await pool.query(`CREATE SCHEMA IF NOT EXISTS ${SCHEMA}`);
  for (const { live, columns, kept } of TABLES) {
    await pool.query(`CREATE TABLE ${kept(sample)} AS SELECT ${columns} FROM ${live}`);
  }
}

export interface Difference {
  /** Rows that should be live and are not. */
  readonly lost: number;
  /** Rows that are live and should not be: a second time, or of another file. */
  readonly doubled: number;
}

/** Compares what is live with what it should be, row by row. */
export async function compareLive({ pool }: Database, sample: string): Promise<Difference> {
  let [lost, doubled] = [0, 0];
  for (const { live, columns, kept } of TABLES) {
    const wanted = `SELECT ${columns} FROM ${kept(sample)}`;
    const there = `SELECT ${columns} FROM ${live}`;
    const { rows } = await pool.query<Difference>(
      `SELECT (SELECT count(*) FROM (${wanted} EXCEPT ALL ${there}) l) AS lost,
              (SELECT count(*) FROM (${there} EXCEPT ALL ${wanted}) d) AS doubled`,
    );
    lost += rows[0]?.lost ?? 0;
    doubled += rows[0]?.doubled ?? 0;
  }
  return { lost, doubled };
}

const fingerprintOf = (table: string, columns: string) =>
  `SELECT count(*) || '/' || coalesce(sum(hashtext(row(${columns})::text)), 0) AS fingerprint FROM ${table}`;

/** What a reader is to see while a sample is live. */
export function expectedSight(database: Database, sample: string): Promise<string> {
  return sightOf(
    database.pool,
    TABLES.map(({ columns, kept }) => fingerprintOf(kept(sample), columns)),
  );
}

/** What a reader sees now. To be asked in one transaction where publications may go on. */
export function liveSight(db: Queryable): Promise<string> {
  return sightOf(
    db,
    TABLES.map(({ live, columns }) => fingerprintOf(live, columns)),
  );
}

async function sightOf(db: Queryable, statements: readonly string[]): Promise<string> {
  const fingerprints: string[] = [];
  for (const statement of statements) {
    const { rows } = await db.query<{ fingerprint: string }>(statement);
    fingerprints.push(rows[0]?.fingerprint ?? '');
  }
  return fingerprints.join(' ');
}
