import { setTimeout as pause } from 'node:timers/promises';

/** Waits for so many milliseconds. False when it was asked to end meanwhile. */
export async function paused(ms: number, signal: AbortSignal): Promise<boolean> {
  return pause(ms, true, { signal }).catch(() => false);
}
