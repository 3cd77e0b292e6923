import type { Database } from '@regpipe/database';

/**
 * Makes PostgreSQL refuse every group of chunks in which this business stands, for good: a chunk that no delivery can
 * load. To be called before the record comes.
 *
 * @returns what takes that away
 */
export async function poison({ pool }: Database, table: string, ban: string): Promise<() => Promise<void>> {
  await pool.query(`
    CREATE FUNCTION faults.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'this record is poison';
    END $$;
    CREATE TRIGGER refuse BEFORE INSERT ON regpipe.${table}
      FOR EACH ROW WHEN (NEW.ban = '${ban}') EXECUTE FUNCTION faults.refuse()`);
  return async () => {
    await pool.query(`DROP TRIGGER refuse ON regpipe.${table}; DROP FUNCTION faults.refuse()`);
  };
}
