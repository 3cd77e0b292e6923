import { setTimeout as pause } from 'node:timers/promises';

import type { Bout } from '../bout.ts';
import { Laboratory } from '../laboratory.ts';
import { SHORT } from '../lab/scale.ts';
import type { FaultRow } from '../results.ts';
import { toRow } from '../run-faults.ts';
import { DISTURBANCES } from './disturbances.ts';
import { seededRandom, type SeededRandom } from './seeded-random.ts';

export interface RandomOptions {
  readonly seed: number;
  readonly minutes: number;
  /** Ends after so many jobs, however much time is left: for a test of one seed. */
  readonly jobs?: number;
  readonly say: (message: string) => void;
}

const MS_PER_MINUTE = 60_000;
const MOST_STRIKES_A_JOB = 3;
/** From one strike to the next. */
const LONGEST_PAUSE_MS = 800;

/**
 * Loads job after job and breaks things at random moments of each, one to three at a time. Everything that is chosen follows from
 * the seed; what was going on at the moment of a strike does not, so a seed that fails may have to be run again.
 */
export async function runRandom({ seed, minutes, jobs = Infinity, say }: RandomOptions): Promise<FaultRow[]> {
  say(`Seed ${seed}: ./run faults --random --seed ${seed} --minutes ${minutes}`);
  const random = seededRandom(seed);
  const deadline = Date.now() + minutes * MS_PER_MINUTE;
  const laboratory = new Laboratory(SHORT);
  const rows: FaultRow[] = [];
  try {
    for (let job = 1; job <= jobs && Date.now() < deadline; job += 1) {
      const names: string[] = [];
      const result = await laboratory.strike((bout) => struckAtRandom(bout, random, names));
      const fault = names.join(', ');
      say(
        `${result.held ? '✓' : '✗'} ${job}: ${fault}: ${result.outcome}, ${(result.recoveryMs / 1000).toFixed(1)} s`,
      );
      rows.push(toRow({ id: `job-${job}`, group: 'random', fault }, [result]));
      if (!result.held) break;
    }
  } finally {
    await laboratory.close();
  }
  return rows;
}

async function struckAtRandom(bout: Bout, random: SeededRandom, names: string[]): Promise<string> {
  const strikes = Array.from({ length: 1 + random.below(MOST_STRIKES_A_JOB) }, () => {
    const disturbance = random.pick(DISTURBANCES);
    names.push(disturbance.name);
    return { disturbance, afterMs: random.below(LONGEST_PAUSE_MS), own: seededRandom(random.below(2 ** 31)) };
  });
  const { source } = bout.lab;
  source.holdAt(random.below(bout.next.bytes.length));
  const releasedBefore = random.below(strikes.length + 1);
  const job = await bout.start();
  bout.mark();
  // One after the other: two that kill the same server at once would only wait for each other.
  for (const [index, { disturbance, afterMs, own }] of strikes.entries()) {
    if (index === releasedBefore) source.release();
    await pause(afterMs);
    await disturbance.strike(bout.lab, own);
  }
  source.release();
  return bout.published(job, 'failed');
}
