import { RefusedError } from '@regpipe/contracts';

import { catalogue } from './catalogue/catalogue.ts';
import type { CommandLine } from './command-line.ts';
import { describeMachine } from './machine.ts';
import { newSeed } from './random/seeded-random.ts';
import { runRandom } from './random/run-random.ts';
import type { FaultsResult } from './results.ts';
import { runFaults } from './run-faults.ts';

/**
 * Runs what the command line asks for.
 *
 * @throws RefusedError REQUEST_INVALID when no fault has such a name
 */
export async function runForm(line: CommandLine, say: (message: string) => void): Promise<FaultsResult> {
  const began = Date.now();
  const seed = line.seed ?? (line.form === 'random' ? newSeed() : undefined);
  const words = (line.only ?? '').split(',');
  const faults = catalogue.filter(({ id }) => words.some((word) => id.includes(word)));
  if (faults.length === 0)
    throw new RefusedError('REQUEST_INVALID', `No fault's name holds "${words.join('" or "')}".`);
  const rows =
    line.form === 'random'
      ? await runRandom({ seed: seed ?? newSeed(), minutes: line.minutes, say })
      : await runFaults({ faults, short: line.form === 'short', seed, say });
  return {
    at: new Date(began).toISOString(),
    form: line.form,
    seed: seed ?? null,
    machine: describeMachine(),
    seconds: Math.round((Date.now() - began) / 1000),
    strikes: rows.reduce((sum, row) => sum + row.strikes, 0),
    held: rows.every(({ held }) => held),
    rows,
  };
}
