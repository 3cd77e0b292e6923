import type { Database } from '@regpipe/database';

/**
 * Makes PostgreSQL refuse the next writes to the ledger, so many, with this SQLSTATE: what it would say by itself in a
 * situation that no test can bring about at a given moment.
 */
export async function failLedgerWrites({ pool }: Database, sqlstate: string, times: number): Promise<void> {
  await pool.query(`
    CREATE SEQUENCE faults.failures;
    CREATE FUNCTION faults.fail() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
    BEGIN
      -- A sequence is not rolled back with the transaction that fails.
      IF nextval('faults.failures') <= ${times} THEN
        RAISE EXCEPTION 'made to fail' USING ERRCODE = '${sqlstate}';
      END IF;
      RETURN NULL;
    END $$;
    CREATE TRIGGER fail AFTER INSERT ON etl.chunk_ledger FOR EACH STATEMENT EXECUTE FUNCTION faults.fail()`);
}

/** Takes that away; gives how often it has failed. */
export async function stopFailing({ pool }: Database): Promise<number> {
  const { rows } = await pool.query<{ failed: number }>('SELECT last_value AS failed FROM faults.failures');
  await pool.query(`
    DROP TRIGGER fail ON etl.chunk_ledger;
    DROP FUNCTION faults.fail();
    DROP SEQUENCE faults.failures`);
  return rows[0]?.failed ?? 0;
}
