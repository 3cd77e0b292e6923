import { type Connection, copyRowErrors, copyRowWarnings, type OpenDrop } from '@regpipe/database';

import { rowErrorNames, rowWarningNames, VALIDATION_ERROR } from './error-names.ts';
import type { IntakeContext } from './intake-context.ts';
import { inTurn, type Turn } from './turn.ts';

/** Takes half a second; a million bad rows take less than a minute (2 busy cores). */
const SLICE = 10_000;

/** Copies what was found in the rows of a drop into its audit log, slice by slice, each finding once. */
export async function copyFindings(
  intake: IntakeContext,
  turn: Turn,
  drop: OpenDrop,
): Promise<'lost' | 'copied'> {
  const { id: dropId, job_id: jobId } = drop;
  if (jobId === null) return 'copied';
  const dataset = intake.datasets.find(({ name }) => name === drop.dataset);
  const part = { dropId, jobId, limit: SLICE };
  const errors = { ...part, errorNames: rowErrorNames(dataset), usual: VALIDATION_ERROR };
  const warnings = { ...part, errorNames: rowWarningNames(dataset), usual: 'Warning' };
  const copied = await copyAll(intake, turn, (db, after: Awaited<ReturnType<typeof copyRowErrors>>) =>
    copyRowErrors(db, { ...errors, after }),
  );
  if (copied === 'lost') return 'lost';
  return copyAll(intake, turn, (db, after: Awaited<ReturnType<typeof copyRowWarnings>>) =>
    copyRowWarnings(db, { ...warnings, after }),
  );
}

/** @param copySlice copies what stands behind `after`, and tells where it came to; undefined when nothing was left */
async function copyAll<Position extends object>(
  intake: IntakeContext,
  turn: Turn,
  copySlice: (connection: Connection, after: Position | undefined) => Promise<Position | undefined>,
): Promise<'lost' | 'copied'> {
  let after: Position | undefined;
  do {
    turn.signal.throwIfAborted();
    const last = await inTurn(intake, turn, (connection) => copySlice(connection, after));
    if (last === 'lost') return 'lost';
    after = last;
  } while (after !== undefined);
  return 'copied';
}
