import { setTimeout as pause } from 'node:timers/promises';

import { RetryableError, type TableDefinition } from '@regpipe/contracts';

import type { Database } from '../connect-database.ts';
import { sqlState } from '../transient.ts';
import { findBlockers } from './find-blockers.ts';

export interface SwapOptions {
  readonly database: Database;
  readonly signal: AbortSignal;
  /** How long to go on trying for the moment in which no reader holds the views. */
  readonly swapPatienceMs: number;
}

const LOCK_NOT_AVAILABLE = '55P03';
const PAUSE_MS = 150;

/**
 * Repeats a change of the live views until it gets its locks. Each try asks for them for a few milliseconds only, so
 * readers hardly notice, and one that holds a view for long is waited for without anyone queueing behind us.
 *
 * @throws RetryableError PUBLICATION_BLOCKED naming the sessions that never let go
 */
export async function swapPatiently<T>(
  options: SwapOptions,
  tables: readonly TableDefinition[],
  swap: () => Promise<T>,
): Promise<T> {
  const deadline = Date.now() + options.swapPatienceMs;
  for (;;) {
    try {
      return await swap();
    } catch (error) {
      if (sqlState(error) !== LOCK_NOT_AVAILABLE) throw error;
      if (Date.now() > deadline) throw await blocked(options, tables, error);
    }
    await pause(PAUSE_MS + Math.random() * PAUSE_MS, undefined, { signal: options.signal });
  }
}

async function blocked(
  options: SwapOptions,
  tables: readonly TableDefinition[],
  cause: unknown,
): Promise<Error> {
  const blockers = await findBlockers(options.database.pool, tables);
  const message = `Readers have held the live views for ${options.swapPatienceMs / 1000} s: ${blockers.join('; ') || 'unknown'}.`;
  return new RetryableError('PUBLICATION_BLOCKED', message, { cause, fields: { blockers } });
}
