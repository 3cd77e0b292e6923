import type { Stack } from './read-stacks.ts';

/** Everything that has to be there before it, in the order of `stacks`. */
export function needsOf(stack: Stack, stacks: readonly Stack[]): readonly Stack[] {
  const before = stacks.slice(0, stacks.indexOf(stack));
  const needed = new Set(stack.needs);
  // Backwards: whatever a stack needs stands before it.
  for (const other of before.toReversed()) {
    if (needed.has(other.name)) for (const name of other.needs) needed.add(name);
  }
  return before.filter(({ name }) => needed.has(name));
}

/** Everything that cannot be there without it, in the order of `stacks`. */
export function dependantsOf(stack: Stack, stacks: readonly Stack[]): readonly Stack[] {
  return stacks.filter((other) => needsOf(other, stacks).includes(stack));
}
