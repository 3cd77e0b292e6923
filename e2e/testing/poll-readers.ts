import type { Connection } from '@regpipe/database';
import type { TestStack } from '@regpipe/testkit';

/** What one transaction saw under the live names, statement by statement. */
export interface Sight {
  readonly registrations: number;
  readonly industries: number;
  /** Of the registrations' numbers. */
  readonly bans: string;
  /** The pairs of business and industry, through a view of the user's own. */
  readonly pairs: number;
}

export interface Polling {
  readonly sights: readonly Sight[];
  /** How many transactions have ended so far. */
  count(): number;
  /** Stops after the transaction at work. @throws whatever a reader was answered with */
  stop(): Promise<void>;
}

/** Reads the live names again and again, in transactions of several statements, from several sessions at once. */
export function pollReaders({ database }: TestStack, readers: number): Polling {
  const sights: Sight[] = [];
  let stopped = false;
  const poll = async () => {
    const session = await database.pool.connect();
    try {
      while (!stopped) sights.push(await look(session));
    } finally {
      session.release();
    }
  };
  const polls = Array.from({ length: readers }, poll);
  // Reported by stop(); until then nobody listens.
  for (const each of polls) each.catch(() => undefined);
  return {
    sights,
    count: () => sights.length,
    stop: async () => {
      stopped = true;
      await Promise.all(polls);
    },
  };
}

const BANS =
  'SELECT count(*) AS registrations, sum(hashtext(ban))::text AS bans FROM public.tax_registration';

async function look(session: Connection): Promise<Sight> {
  await session.query('BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY');
  const registrations = await session.query<Pick<Sight, 'registrations' | 'bans'>>(BANS);
  const industries = await session.query<Pick<Sight, 'industries'>>(
    'SELECT count(*) AS industries FROM public.business_industry',
  );
  // Prepared once a session: its plan outlives publications.
  const pairs = await session.query<Pick<Sight, 'pairs'>>({
    name: 'pairs',
    text: 'SELECT count(*) AS pairs FROM public.my_pairs',
  });
  await session.query('COMMIT');
  const [counted, related, joined] = [registrations.rows[0], industries.rows[0], pairs.rows[0]];
  if (counted === undefined || related === undefined || joined === undefined) throw new Error('No row.');
  return { ...counted, ...related, ...joined };
}
