import { signal } from '@preact/signals';

const TICK_MS = 1_000;

/** The clock that ages are read from, in milliseconds. Reading it while rendering makes the component follow it. */
export const now = signal(Date.now());

export function startClock(): void {
  window.setInterval(() => (now.value = Date.now()), TICK_MS);
}
