import { errorMessage } from '@regpipe/contracts';
import { type Connection, holdLocks, inTransaction, type OpenDrop, renewLocks } from '@regpipe/database';
import { paused } from '@regpipe/runtime';

import type { IntakeContext } from './intake-context.ts';

/** The right to work on a drop, for as long as its locks are held. */
export interface Turn {
  /** As it was when the turn began. */
  readonly drop: OpenDrop;
  /** Of its locks. */
  readonly names: readonly string[];
  /** Aborted when the locks are lost, and when the process is to end. */
  readonly signal: AbortSignal;
  /** Stops renewing the locks; they are not given back. */
  end(): Promise<void>;
}

/** Parts of a lease after which it is renewed: two renewals may fail. */
const RENEWALS = 3;

/** Keeps the locks of a drop, which have just been acquired, until the turn ends. */
export function keepTurn(intake: IntakeContext, drop: OpenDrop, names: readonly string[]): Turn {
  const { database, owner, leaseMs, log } = intake;
  const lost = new AbortController();
  const ending = new AbortController();
  let heldUntil = performance.now() + leaseMs;
  const renew = async () => {
    const from = performance.now();
    try {
      if (!(await renewLocks(database.pool, { names, owner, leaseMs }))) return false;
      heldUntil = from + leaseMs;
    } catch (error) {
      log.warn({ event: 'lock_renewal_retried', drop: drop.id, err: error }, errorMessage(error));
    }
    return performance.now() < heldUntil;
  };
  const keep = async () => {
    while (await paused(leaseMs / RENEWALS, ending.signal)) {
      if (await renew()) continue;
      log.warn(
        { event: 'drop_lost', drop: drop.id },
        `Drop ${drop.id} is no longer this process's to work on`,
      );
      lost.abort(new Error('The locks of the drop are lost.'));
      return;
    }
  };
  const keeping = keep();
  return {
    drop,
    names,
    signal: AbortSignal.any([lost.signal, intake.signal]),
    end: async () => {
      ending.abort();
      await keeping;
    },
  };
}

/**
 * Does what it does in a transaction in which the locks are this process's own: one that has been taken for dead writes
 * nothing any more. `lost` when they are not.
 */
export async function inTurn<T extends object | null | undefined>(
  { database, owner }: IntakeContext,
  turn: Turn,
  work: (connection: Connection) => Promise<T>,
): Promise<T | 'lost'> {
  return inTransaction(database, async (connection) =>
    (await holdLocks(connection, { names: turn.names, owner })) ? work(connection) : 'lost',
  );
}
