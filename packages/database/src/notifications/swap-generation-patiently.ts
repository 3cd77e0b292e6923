import type { TableDefinition } from '@regpipe/contracts';

import type { Database } from '../connect-database.ts';
import { swapPatiently } from '../publish/swap-patiently.ts';
import { swapGeneration } from './swap-generation.ts';
import { CAMPAIGN, RECORD } from './table-names.ts';

/** Of the views only the names are asked for. */
const VIEWS: readonly TableDefinition[] = [RECORD, CAMPAIGN].map((name) => ({
  name,
  columns: [],
  written: [],
}));

/** Then the error names who holds them, and the caller tries again. */
const PATIENCE_MS = 60_000;

/**
 * The same as `swapGeneration`, as often as it takes to find the moment in which no reader holds the views.
 *
 * @throws RetryableError PUBLICATION_BLOCKED naming the sessions that never let go
 */
export async function swapGenerationPatiently(
  database: Database,
  generation: number,
  signal: AbortSignal,
): Promise<'swapped' | 'gone'> {
  return swapPatiently({ database, signal, swapPatienceMs: PATIENCE_MS }, VIEWS, (lockTimeoutMs) =>
    swapGeneration(database, generation, lockTimeoutMs),
  );
}
