import { setTimeout as pause } from 'node:timers/promises';

import { errorMessage } from '@regpipe/contracts';
import { releaseLocks } from '@regpipe/database';

import type { IntakeContext } from './intake-context.ts';
import { takeTurn } from './take-turn.ts';
import { type WorkEnd, workOnDrop } from './work-on-drop.ts';

const TROUBLED_PAUSE_MS = 1_000;

/** Works on one drop after the other, until the intake stops; while PostgreSQL is away it tries on, and says so once. */
export async function keepWorking(intake: IntakeContext, idleMs: number): Promise<void> {
  let troubled = false;
  while (!intake.signal.aborted) {
    try {
      if ((await workOnce(intake)) === 'idle') await rest(idleMs, intake.signal);
      troubled = false;
    } catch (error) {
      if (isOver(intake.signal)) return;
      intake.log[troubled ? 'debug' : 'warn']({ event: 'intake_retried', err: error }, errorMessage(error));
      troubled = true;
      await rest(TROUBLED_PAUSE_MS, intake.signal);
    }
  }
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

async function rest(ms: number, signal: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal }).catch(() => undefined);
}

/** Asked anew: TypeScript takes a property for unchanged over an await. */
function isOver(signal: AbortSignal): boolean {
  return signal.aborted;
}
