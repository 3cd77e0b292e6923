import { setTimeout as pause } from 'node:timers/promises';

import { NOTIFICATIONS, type RebuildCommand, TerminalError } from '@regpipe/contracts';
import {
  buildGenerationIndexes,
  buildSlice,
  dropOldGenerations,
  readProjection,
  swapGenerationPatiently,
  withRebuildLock,
} from '@regpipe/database';

import type { ProjectorContext } from './projector-context.ts';
import { untilAvailable } from './until-available.ts';

/** Batches wait for a slice: this takes about as long as they may be late. */
const SLICE_COMMANDS = 1_000;
const BUSY_PAUSE_MS = 1_000;
const DROP_LOCK_TIMEOUT_MS = 500;
const TELL_EVERY_MS = 5_000;

/**
 * `jobs.rebuild.<projection>`: fills the tables of a generation, makes them live and drops those before. Every step may
 * be repeated, so a rebuild that was killed goes on where it was; one that is over only clears away.
 */
export async function rebuildProjection(
  context: ProjectorContext,
  { projection, generation }: RebuildCommand,
  signal: AbortSignal,
): Promise<void> {
  if (projection !== NOTIFICATIONS)
    throw new TerminalError('MESSAGE_INVALID', `There is no projection "${projection}".`);
  const { log, rebuilds } = context;
  const fields = { projection, generation };
  const startedAt = performance.now();
  const once = () => withRebuildLock(rebuilds, () => rebuild(context, generation, signal));
  for (;;) {
    const result = await untilAvailable(context, signal, once);
    if (result !== 'busy') {
      const seconds = (performance.now() - startedAt) / 1_000;
      log.info({ event: 'rebuild_ended', ...fields, result, seconds }, `The rebuild ended: ${result}`);
      return;
    }
    // A redelivered command: whoever holds the lock ends the rebuild, or dies and leaves it to us.
    await pause(BUSY_PAUSE_MS, undefined, { signal });
  }
}

async function rebuild(
  context: ProjectorContext,
  generation: number,
  signal: AbortSignal,
): Promise<'swapped' | 'gone'> {
  const { rebuilds, log } = context;
  const filled = await fill(context, generation, signal);
  if (filled === 'gone') return clearAway(context, 'gone');
  log.info({ event: 'rebuild_step', generation, step: 'indexes' }, 'The rebuild builds its indexes');
  await buildGenerationIndexes(rebuilds, generation);
  log.info({ event: 'rebuild_step', generation, step: 'swap' }, 'The rebuild becomes live');
  return clearAway(context, await swapGenerationPatiently(rebuilds, generation, signal));
}

async function fill(
  { rebuilds, log }: ProjectorContext,
  generation: number,
  signal: AbortSignal,
): Promise<'done' | 'gone'> {
  let toldAt = performance.now();
  for (;;) {
    signal.throwIfAborted();
    const result = await buildSlice(rebuilds, generation, SLICE_COMMANDS);
    if (result !== 'built') return result;
    if (performance.now() - toldAt < TELL_EVERY_MS) continue;
    toldAt = performance.now();
    const commands = (await readProjection(rebuilds.pool, NOTIFICATIONS))?.built_commands;
    log.info({ event: 'rebuild_progressed', generation, commands }, 'The rebuild reads commands');
  }
}

async function clearAway<T>({ rebuilds, log }: ProjectorContext, result: T): Promise<T> {
  const dropped = await dropOldGenerations(rebuilds, DROP_LOCK_TIMEOUT_MS);
  if (dropped.length > 0) log.info({ event: 'generations_dropped', dropped }, 'Old generations dropped');
  return result;
}
