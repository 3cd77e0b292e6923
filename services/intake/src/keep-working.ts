import { errorMessage } from '@regpipe/contracts';
import { releaseLocks } from '@regpipe/database';
import { keepRepeating } from '@regpipe/runtime';

import type { IntakeContext } from './intake-context.ts';
import { takeTurn } from './take-turn.ts';
import { type WorkEnd, workOnDrop } from './work-on-drop.ts';

const TROUBLED_PAUSE_MS = 1_000;

/** Works on one drop after the other, until the intake stops; while PostgreSQL is away it tries on, and says so once. */
export async function keepWorking(intake: IntakeContext, idleMs: number): Promise<void> {
  const { signal, log } = intake;
  await keepRepeating({
    ...{ signal, retryMs: TROUBLED_PAUSE_MS },
    work: async () => ((await workOnce(intake)) === 'idle' ? idleMs : 0),
    failed: (error, level) => log[level]({ event: 'intake_retried', err: error }, errorMessage(error)),
  });
}

/** One turn, whose locks are given back whatever comes of it: another intake need not wait for their end. */
export async function workOnce(intake: IntakeContext): Promise<WorkEnd | 'idle'> {
  const turn = await takeTurn(intake);
  if (turn === undefined) return 'idle';
  try {
    return await workOnDrop(intake, turn);
  } finally {
    await turn.end();
    await releaseLocks(intake.database.pool, turn.names, intake.owner).catch((error: unknown) => {
      // They expire by themselves; this process gets them again before.
      const fields = { event: 'lock_release_failed', drop: turn.drop.id, err: error };
      intake.log.warn(fields, errorMessage(error));
    });
  }
}
