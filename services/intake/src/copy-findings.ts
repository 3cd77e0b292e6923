import { copyRowErrors, type OpenDrop } from '@regpipe/database';

import { rowErrorNames, VALIDATION_ERROR } from './error-names.ts';
import type { IntakeContext } from './intake-context.ts';
import { inTurn, type Turn } from './turn.ts';

/** Of a file of a million bad rows, each transaction takes well below a second. */
const SLICE = 10_000;

/** Copies what was found in the rows of a drop into its audit log, slice by slice, each finding once. */
export async function copyFindings(
  intake: IntakeContext,
  turn: Turn,
  drop: OpenDrop,
): Promise<'lost' | 'copied'> {
  const { id: dropId, job_id: jobId } = drop;
  if (jobId === null) return 'copied';
  const errorNames = rowErrorNames(intake.datasets.find(({ name }) => name === drop.dataset));
  const part = { dropId, jobId, errorNames, usual: VALIDATION_ERROR, limit: SLICE };
  let after: Awaited<ReturnType<typeof copyRowErrors>>;
  do {
    turn.signal.throwIfAborted();
    const last = await inTurn(intake, turn, (connection) => copyRowErrors(connection, { ...part, after }));
    if (last === 'lost') return 'lost';
    after = last;
  } while (after !== undefined);
  return 'copied';
}
