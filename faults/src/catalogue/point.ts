import { setTimeout as pause } from 'node:timers/promises';

import type { ServiceName } from '@regpipe/stack';

import type { Bout } from '../bout.ts';
import type { Moment, StrikePlan } from '../inject/strike-plan.ts';

/** A moment in a service's work. */
export interface PlanPoint {
  readonly service: ServiceName;
  readonly moment: Moment;
  readonly match: string;
  readonly skip?: number;
}

/** One by name. */
export interface Point extends PlanPoint {
  readonly id: string;
  readonly when: string;
}

export type Signal = StrikePlan['signal'];

export interface StruckPoint {
  readonly pid: number;
  /** Resolves when a process that was stopped has been awake for a moment; at once for one that was killed. */
  readonly awake: Promise<void>;
}

/** Killed for good, and stopped until it wakes as a zombie beside the one that took over. */
export const SIGNALS: readonly Signal[] = ['SIGKILL', 'SIGSTOP'];

const ZOMBIE_MOMENT_MS = 1_000;

/** Lays the plan for a point; `struck` resolves once somebody has come to it. */
export async function planAt(
  bout: Bout,
  { service, moment, match, skip = 0 }: PlanPoint,
  signal: Signal,
): Promise<{ struck(): Promise<StruckPoint> }> {
  const plan = await bout.plan({ service, moment, match, skip, signal });
  return {
    struck: async () => {
      const { pid } = await plan.struck();
      return { pid, awake: signal === 'SIGSTOP' ? wakeLater(bout, pid) : Promise.resolve() };
    },
  };
}

/** Everything may long be done by then; a zombie gets a moment to do its harm. */
async function wakeLater({ lab }: Bout, pid: number): Promise<void> {
  await pause(lab.scale.stoppedMs);
  process.kill(pid, 'SIGCONT');
  await pause(ZOMBIE_MOMENT_MS);
}
