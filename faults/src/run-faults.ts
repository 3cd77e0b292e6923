import type { Fault, Strike } from './fault.ts';
import { Laboratory, type StrikeResult } from './laboratory.ts';
import { FULL, SHORT } from './lab/scale.ts';
import type { FaultRow } from './results.ts';

export interface RunOptions {
  readonly faults: readonly Fault[];
  /** Only the cheap strikes, in a laboratory that is in a hurry. */
  readonly short: boolean;
  /** Of the files that strikes make up. */
  readonly seed: number | undefined;
  readonly say: (message: string) => void;
}

/** Strikes every fault of the selection, one after the other. */
export async function runFaults({ faults, short, seed, say }: RunOptions): Promise<FaultRow[]> {
  const laboratory = new Laboratory(short ? SHORT : FULL, seed);
  const rows: FaultRow[] = [];
  try {
    for (const fault of faults) {
      const strikes = short ? fault.strikes.slice(0, fault.inShort ?? 0) : fault.strikes;
      if (short && strikes.length === 0) continue;
      const results = await strikeAll(laboratory, fault, strikes, (result) => say(describe(fault, result)));
      rows.push(toRow(fault, results));
    }
  } finally {
    await laboratory.close();
  }
  return rows;
}

async function strikeAll(
  laboratory: Laboratory,
  { needs }: Fault,
  strikes: readonly Strike[],
  done: (result: StrikeResult) => void,
): Promise<StrikeResult[]> {
  const results: StrikeResult[] = [];
  for (const strike of strikes) {
    const result = await laboratory.strike(strike, needs);
    done(result);
    results.push(result);
  }
  return results;
}

function describe({ id }: Fault, result: StrikeResult): string {
  const seconds = (result.recoveryMs / 1000).toFixed(1);
  if (result.notPossible) return `- ${id}: not struck: ${result.outcome}`;
  return `${result.held ? '✓' : '✗'} ${id}: ${result.outcome}, ${seconds} s`;
}

/** One row of the table from the strikes of a fault. */
export function toRow(
  fault: Pick<Fault, 'id' | 'fault' | 'notStruck'> & { readonly group: string },
  all: readonly StrikeResult[],
): FaultRow {
  const results = all.filter(({ notPossible }) => !notPossible);
  const recoveries = results.map(({ recoveryMs }) => recoveryMs / 1000);
  return {
    id: fault.id,
    group: fault.group,
    fault: fault.fault,
    strikes: results.length,
    outcomes: [...new Set(results.map(({ outcome }) => outcome))],
    held: results.every(({ held }) => held),
    recovery_s: recoveries.length === 0 ? null : Math.max(...recoveries),
    lost: results.reduce((sum, { lost }) => sum + lost, 0),
    doubled: results.reduce((sum, { doubled }) => sum + doubled, 0),
    not_struck: fault.notStruck ?? all.find(({ notPossible }) => notPossible)?.outcome ?? null,
  };
}
