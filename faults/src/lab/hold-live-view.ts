import { connectDatabase } from '@regpipe/database';

import { FaultError } from '../fault.ts';

export interface HeldView {
  /** @throws FaultError when the message does not say who holds it */
  expectNamed(message: string): Promise<void>;
  release(): Promise<void>;
}

const APPLICATION = 'forgetful analyst';

/** An analyst who has read a live name and forgotten to end the transaction. */
export async function holdLiveView(url: string): Promise<HeldView> {
  const log = { warn: () => undefined };
  const database = connectDatabase({ url, applicationName: APPLICATION, poolSize: 1, log });
  const session = await database.pool.connect();
  // Publishing may end it, and that is reported by the next query.
  session.on('error', () => undefined);
  await session.query('BEGIN');
  await session.query('SELECT FROM public.business_industry LIMIT 1');
  const { rows } = await session.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const pid = String(rows[0]?.pid);
  return {
    expectNamed: (message) =>
      message.includes(pid)
        ? Promise.resolve()
        : Promise.reject(new FaultError(`"${message}" does not name session ${pid}`)),
    release: async () => {
      await session.query('ROLLBACK');
      session.release();
      await database.close();
    },
  };
}
