import type { Database } from '@regpipe/database';

/**
 * Makes PostgreSQL refuse every group of chunks in which this business stands, for good: a chunk that no delivery can
 * load. To be called before the record comes.
 *
 * @returns what takes that away
 */
export async function poison({ pool }: Database, table: string, ban: string): Promise<() => Promise<void>> {
  const define = (body: string) =>
    pool.query(
      `CREATE OR REPLACE FUNCTION faults.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${body} END $$`,
    );
  await define(`RAISE EXCEPTION 'this record is poison';`);
  await pool.query(
    `CREATE TRIGGER refuse BEFORE INSERT ON regpipe.${table}
       FOR EACH ROW WHEN (NEW.ban = '${ban}') EXECUTE FUNCTION faults.refuse()`,
  );
  return async () => {
    // The trigger stays: dropping it would need the table for itself, on which indexes are being built.
    await define('RETURN NEW;');
  };
}
