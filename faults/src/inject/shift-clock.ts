import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { CLOCK_FILE } from './strike-plan.ts';

const LOOK_EVERY_MS = 100;

/** Makes this process' wall clock go wrong by what the file in `directory` says. Timers keep their pace, as after a real jump. */
export function shiftClock(directory: string): void {
  const file = join(directory, CLOCK_FILE);
  const Real = Date;
  let offset = 0;
  let lookAgainAt = 0;
  const now = (): number => {
    const real = Real.now();
    if (real >= lookAgainAt) {
      lookAgainAt = real + LOOK_EVERY_MS;
      offset = readOffset(file);
    }
    return real + offset;
  };
  globalThis.Date = new Proxy(Real, {
    construct: (target, args: readonly unknown[], newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget) as Date,
    get: (target, name, receiver) =>
      name === 'now' ? now : (Reflect.get(target, name, receiver) as unknown),
  });
}

function readOffset(file: string): number {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return 0;
  }
}
