import { ensureProjection, sqlState } from '@regpipe/database';
import { untilDone } from '@regpipe/runtime';

import { isDataFault } from './is-data-fault.ts';
import type { ProjectorContext } from './projector-context.ts';

const FIRST_PAUSE_MS = 50;
/** A table, or a function, that somebody has dropped. */
const MISSING = new Set(['42P01', '42883']);

/**
 * Repeats work on the database until it succeeds, for as long as it takes: a command must not end in the dead letters
 * because of PostgreSQL, whatever ails it. What somebody has dropped of the projection is made again.
 *
 * @throws what a command is to blame for, and anything once the signal is aborted
 */
export async function untilAvailable<T>(
  context: Pick<ProjectorContext, 'database' | 'log' | 'metrics'>,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  const { database, log, metrics } = context;
  return untilDone({ signal, firstPauseMs: FIRST_PAUSE_MS }, work, async (error, pauseMs) => {
    if (isDataFault(error)) throw error;
    metrics.count('regpipe_database_retries_total', {});
    const fields = { event: 'database_retried', err: error, pause_ms: pauseMs };
    log.warn(fields, 'PostgreSQL is not available; waiting');
    if (MISSING.has(sqlState(error) ?? '')) await mend(database, log);
  });
}

async function mend(database: ProjectorContext['database'], log: ProjectorContext['log']): Promise<void> {
  try {
    await ensureProjection(database);
    log.error(
      { event: 'projection_mended' },
      'Tables of the projection were missing and are made anew; rebuild it: ./run rebuild notifications',
    );
  } catch (error) {
    log.warn({ event: 'projection_not_mended', err: error }, 'The projection cannot be made again yet');
  }
}
