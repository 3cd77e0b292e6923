import { errorCode, errorMessage, TerminalError } from '@regpipe/contracts';
import { isTransient, type OpenDrop } from '@regpipe/database';
import type { ObjectStore } from '@regpipe/object-store';

import { finishDrop } from './finish-drop.ts';
import { followJob } from './follow-job.ts';
import type { IntakeContext } from './intake-context.ts';
import { judgeCode } from './judge-code.ts';
import { holdUp, type NextStep, postpone, retryOrFail, settle } from './settle.ts';
import { startWork } from './start-work.ts';
import type { Turn } from './turn.ts';

/** `put-back`: it waits for its next turn; `lost`: the turn is over, whoever has the locks next goes on. */
export type WorkEnd = 'ended' | 'put-back' | 'lost';

/** Until a store that is away, and until one that refuses, is tried again when a file cannot be moved. */
const STORE_PAUSE_MS = 5_000;
const FORBIDDEN_PAUSE_MS = 60_000;

/*
 * A drop's status says what is to be done next, and each step may be done again by whoever takes over:
 *
 *   waiting    start-work.ts    its job is started, found or resumed, then written down   ─► running
 *   running    follow-job.ts    its job ends                                ─► finishing, or waiting for the next try
 *   finishing  finish-drop.ts   findings, counts, file, report              ─► success, failed
 */

/**
 * Goes on with a drop until it has ended, has to wait, or the turn is over.
 *
 * @throws what PostgreSQL throws while it is away: that says nothing about the drop
 */
export async function workOnDrop(intake: IntakeContext, turn: Turn): Promise<WorkEnd> {
  let { drop } = turn;
  for (;;) {
    const next = await takeStep(intake, turn, drop);
    if (typeof next === 'string') return next;
    drop = next;
  }
}

async function takeStep(intake: IntakeContext, turn: Turn, drop: OpenDrop): Promise<NextStep | WorkEnd> {
  try {
    const store = requireStore(intake, drop);
    if (drop.status === 'waiting') return await startWork(intake, turn, drop, store);
    if (drop.status === 'running') return await followJob(intake, turn, drop);
    return await finishDrop(intake, turn, drop, store);
  } catch (error) {
    if (turn.signal.aborted) return 'lost';
    if (isTransient(error)) throw error;
    return goOnAfter(intake, turn, drop, error);
  }
}

async function goOnAfter(
  intake: IntakeContext,
  turn: Turn,
  drop: OpenDrop,
  error: unknown,
): Promise<NextStep> {
  const failure = { code: errorCode(error), message: errorMessage(error) };
  intake.log.warn(
    { event: 'drop_step_failed', drop: drop.id, status: drop.status, err: error },
    failure.message,
  );
  const prospect = judgeCode(failure.code);
  if (drop.status === 'finishing') {
    const pauseMs = prospect === 'temporary' ? STORE_PAUSE_MS : FORBIDDEN_PAUSE_MS;
    return postpone(intake, turn, drop, failure, pauseMs);
  }
  if (prospect === 'held-up') return holdUp(intake, turn, drop, failure);
  if (prospect === 'temporary') return retryOrFail(intake, turn, drop, failure);
  return settle(intake, turn, drop, failure);
}

function requireStore({ stores }: IntakeContext, { bucket }: OpenDrop): ObjectStore {
  const store = stores.get(bucket);
  if (store !== undefined) return store;
  throw new TerminalError('INTERNAL', `"${bucket}" is no place of this intake.`);
}
