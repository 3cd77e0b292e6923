import type { PinnedRun } from '../results.ts';

/**
 * What another core buys, by Amdahl's law: of the time on one core a part cannot be shared out, the rest is divided by
 * the number of cores. Two measurements give both parts; what they say about more cores is a forecast, and assumes as
 * many replicas as there is work for.
 */
export function describeAnotherCore(pinned: readonly PinnedRun[]): string {
  const one = pinned.find(({ cores }) => cores === 1);
  const two = pinned.find(({ cores }) => cores === 2);
  if (one === undefined) return 'Not measured: taskset, which pins processes to cores, is not here.';
  if (two === undefined) return 'Not measured: this machine has one core.';
  const shared = Math.max(0, 2 * (one.seconds - two.seconds));
  const serial = one.seconds - shared;
  const on = (cores: number) => serial + shared / cores;
  const saved = one.seconds - two.seconds;
  return (
    `One core takes ${text(one.seconds)}, two take ${text(two.seconds)}: the second saves ${text(saved)} ` +
    `(${percent(saved / one.seconds)}). By Amdahl's law ${percent(serial / one.seconds)} of the time on one core ` +
    `cannot be shared out; a third core would bring it to about ${text(on(3))}, a fourth to ${text(on(4))}.`
  );
}

function text(seconds: number): string {
  return `${seconds.toFixed(1)} s`;
}

function percent(part: number): string {
  return `${(100 * part).toFixed(0)} %`;
}
