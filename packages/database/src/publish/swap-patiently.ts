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
const SHORT_TRY_MS = 80;
/** Shorter than the server's deadlock_timeout (1 s): a reader is never chosen as a deadlock's victim for our sake. */
const LONGEST_TRY_MS = 800;
/** Long tries take at most so large a part of the time: 1/6. */
const REST_AFTER_LONG = 5;

/**
 * Repeats a change of the live views until it gets its locks. Most tries ask for them for a few milliseconds only, so
 * readers hardly notice, and one that holds a view for long is waited for without anyone queueing behind us. Where
 * queries follow each other without a gap, that never succeeds (measured: four clients with queries of 50 to 250 ms
 * held a publication up for more than 10 s); so now and then a try is longer than such queries, and those that come
 * meanwhile wait behind it.
 *
 * @param swap one try; all its locks together may take so many milliseconds
 * @throws RetryableError PUBLICATION_BLOCKED naming the sessions that never let go
 */
export async function swapPatiently<T>(
  options: SwapOptions,
  tables: readonly TableDefinition[],
  swap: (lockTimeoutMs: number) => Promise<T>,
): Promise<T> {
  const deadline = Date.now() + options.swapPatienceMs;
  let longTryMs = 2 * SHORT_TRY_MS;
  let longTryAt = Date.now() + REST_AFTER_LONG * SHORT_TRY_MS;
  for (;;) {
    const isLong = Date.now() >= longTryAt;
    try {
      return await swap(isLong ? longTryMs : SHORT_TRY_MS);
    } catch (error) {
      if (sqlState(error) !== LOCK_NOT_AVAILABLE) throw error;
      if (Date.now() > deadline) throw await blocked(options, tables, error);
    }
    if (isLong) {
      longTryAt = Date.now() + REST_AFTER_LONG * longTryMs;
      longTryMs = Math.min(2 * longTryMs, LONGEST_TRY_MS);
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
