import { randomBytes } from 'node:crypto';

import type { TestStack } from '@regpipe/testkit';

/** Makes PostgreSQL refuse one registration, and with it every chunk that holds it. */
export interface Poison {
  remove(): Promise<void>;
}

/** @param table of `regpipe`, with the columns of tax_registration */
export async function poison({ database }: TestStack, table: string, ban: string): Promise<Poison> {
  const name = `public.poison_${randomBytes(4).toString('hex')}`;
  const define = (check: string) =>
    database.pool.query(
      `CREATE OR REPLACE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${check} RETURN NEW; END $$`,
    );
  await define(`IF NEW.ban = '${ban}' THEN RAISE EXCEPTION 'poison'; END IF;`);
  await database.pool.query(
    `CREATE TRIGGER poison BEFORE INSERT ON regpipe.${table} FOR EACH ROW EXECUTE FUNCTION ${name}()`,
  );
  return {
    // The trigger stays: dropping it would need the table for itself, which has indexes built meanwhile.
    remove: async () => {
      await define('');
    },
  };
}
