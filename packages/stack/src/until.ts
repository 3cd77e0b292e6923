import { setTimeout as pause } from 'node:timers/promises';

const POLL_MS = 25;

/** Waits for a condition. @throws Error naming what was waited for, after the limit */
export async function until(
  holds: () => boolean | Promise<boolean>,
  what: string,
  limitMs = 60_000,
): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`Waited ${limitMs / 1000} s for ${what}, in vain.`);
    await pause(POLL_MS);
  }
}
