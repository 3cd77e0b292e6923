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
  const seed = line.form === 'random' ? (line.seed ?? newSeed()) : null;
  const { only = '' } = line;
  const faults = catalogue.filter(({ id }) => id.includes(only));
  if (faults.length === 0) throw new RefusedError('REQUEST_INVALID', `No fault's name holds "${only}".`);
  const rows =
    seed === null
      ? await runFaults({ faults, short: line.form === 'short', say })
      : await runRandom({ seed, minutes: line.minutes, say });
  return {
    at: new Date(began).toISOString(),
    form: line.form,
    seed,
    machine: describeMachine(),
    seconds: Math.round((Date.now() - began) / 1000),
    strikes: rows.reduce((sum, row) => sum + row.strikes, 0),
    held: rows.every(({ held }) => held),
    rows,
  };
}
