import {
  type DropFailure,
  type NewAuditEntry,
  type OpenDrop,
  putBackDrop,
  recordAudit,
  settleDrop,
} from '@regpipe/database';

import { errorNameOf } from './error-names.ts';
import type { IntakeContext } from './intake-context.ts';
import { inTurn, type Turn } from './turn.ts';

/** How a drop goes on. `put-back`: it waits for its next turn; `lost`: it is another intake's by now. */
export type NextStep = OpenDrop | 'put-back' | 'lost';

/** For a drop of no data set; data sets say it themselves. */
const USUAL_RETRIES = { retries: 3, firstPauseMs: 2_000 };
const HELD_UP_PAUSE_MS = 1_000;

type Failure = NonNullable<DropFailure>;

/** What becomes of the drop is known: what is left is to write it down and to move the file. */
export async function settle(
  intake: IntakeContext,
  turn: Turn,
  drop: OpenDrop,
  failure: DropFailure,
): Promise<NextStep> {
  const settled = await inTurn(intake, turn, async (connection) => {
    const next = await settleDrop(connection, drop.id, failure);
    if (next === undefined) return undefined;
    await recordAudit(connection, {
      dropId: drop.id,
      jobId: drop.job_id,
      ...(failure === null
        ? { event: 'succeeded', severity: 'info', message: `"${drop.name}" is loaded` }
        : { event: 'failed', severity: 'error', message: failure.message, payload: describe(failure) }),
    });
    return next;
  });
  return settled ?? 'lost';
}

/** After a temporary failure: the next try comes after a pause, twice as long each time; after the last one it fails. */
export async function retryOrFail(
  intake: IntakeContext,
  turn: Turn,
  drop: OpenDrop,
  failure: Failure,
): Promise<NextStep> {
  // One that runs has counted its try when it began.
  const counts = drop.status === 'waiting';
  const tries = drop.attempt + (counts ? 1 : 0);
  const { retries, firstPauseMs } = retriesOf(intake, drop);
  if (tries > retries) return settle(intake, turn, drop, failure);
  const pauseMs = firstPauseMs * 2 ** (tries - 1);
  const step = await putBack(intake, turn, drop, {
    ...{ pauseMs, counts, event: 'retried', severity: 'warning', message: failure.message },
    payload: { ...describe(failure), attempt: tries, pause_seconds: pauseMs / 1_000 },
  });
  if (step === 'lost') return 'lost';
  const fields = { event: 'drop_retried', drop: drop.id, dataset: drop.dataset, code: failure.code, tries };
  intake.log.warn(fields, `Drop ${drop.id} is tried again in ${pauseMs / 1_000} s: ${failure.message}`);
  return step;
}

/** Somebody else's job is in the way: it waits for that, and no try of its own is lost. */
export async function holdUp(
  intake: IntakeContext,
  turn: Turn,
  drop: OpenDrop,
  { code, message }: Failure,
): Promise<NextStep> {
  return putBack(intake, turn, drop, {
    ...{ pauseMs: HELD_UP_PAUSE_MS, counts: false, event: 'held_up', severity: 'info', message },
    payload: { code },
    once: `held_up:${message}`,
  });
}

/** The report cannot be written, or the file not be moved: nothing else can be done than to try on. */
export async function postpone(
  intake: IntakeContext,
  turn: Turn,
  drop: OpenDrop,
  failure: Failure,
  pauseMs: number,
): Promise<NextStep> {
  const step = await putBack(intake, turn, drop, {
    ...{ pauseMs, counts: false, event: 'retried', severity: 'warning', message: failure.message },
    payload: { ...describe(failure), pause_seconds: pauseMs / 1_000 },
    once: `finishing:${failure.code}`,
  });
  const fields = { event: 'drop_postponed', drop: drop.id, dataset: drop.dataset, code: failure.code };
  intake.log.warn(fields, `Drop ${drop.id} cannot be finished yet: ${failure.message}`);
  return step;
}

interface PutBack extends Omit<NewAuditEntry, 'dropId' | 'jobId'> {
  readonly pauseMs: number;
  readonly counts: boolean;
}

/** Lets a drop wait for its next turn, and writes down why. */
async function putBack(
  intake: IntakeContext,
  turn: Turn,
  { id: dropId, job_id: jobId }: OpenDrop,
  { pauseMs, counts, ...entry }: PutBack,
): Promise<'put-back' | 'lost'> {
  const done = await inTurn(intake, turn, async (connection) => {
    await putBackDrop(connection, { dropId, pauseMs, counts });
    await recordAudit(connection, { dropId, jobId, ...entry });
    return null;
  });
  return done ?? 'put-back';
}

function retriesOf({ datasets }: IntakeContext, { dataset }: OpenDrop): typeof USUAL_RETRIES {
  const found = datasets.find(({ name }) => name === dataset);
  return found?.load === 'merge' ? found.drops : USUAL_RETRIES;
}

function describe({ code, message }: Failure): Record<string, unknown> {
  return { error: errorNameOf(code), code, message };
}
