import { parseArgs } from 'node:util';

import { RefusedError } from '@regpipe/contracts';

export const HELP = `./run faults [options]

Breaks regpipe in every way of its catalogue (docs/faults.md), one strike after the other, in real services over real
servers, and checks after each that nothing was lost, doubled or left stuck. Ends with code 1 when something was.

  --short           one strike of each cheap fault, in a laboratory that is in a hurry: some minutes
  --only WORDS      the faults whose name holds one of these words, separated by commas
  --random          strikes at random moments instead, in random company
  --seed S          of the random strikes, or of the files of --only fuzz; made up and printed otherwise
  --minutes M       how long to strike at random (5)
  --list            the catalogue, without striking
  --results DIR     where the results go (faults/results)
  --json            the result as one JSON document on stdout, instead of a table

Everything listens on loopback only; data is kept below TMPDIR while it runs.
`;

export interface CommandLine {
  readonly help: boolean;
  readonly list: boolean;
  readonly form: 'full' | 'short' | 'random';
  readonly only: string | undefined;
  readonly seed: number | undefined;
  readonly minutes: number;
  readonly results: string | undefined;
  readonly json: boolean;
}

/** @throws RefusedError REQUEST_INVALID naming what is wrong */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { values } = parseArgs({
    args: [...args],
    options: {
      short: { type: 'boolean', default: false },
      only: { type: 'string' },
      random: { type: 'boolean', default: false },
      seed: { type: 'string' },
      minutes: { type: 'string', default: '5' },
      list: { type: 'boolean', default: false },
      results: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.random && values.short) throw invalid('--random has no short form: give it fewer --minutes.');
  return {
    help: values.help,
    list: values.list,
    form: values.random ? 'random' : values.short ? 'short' : 'full',
    only: values.only,
    seed: values.seed === undefined ? undefined : wholeNumber('--seed', values.seed),
    minutes: positive('--minutes', values.minutes),
    results: values.results,
    json: values.json,
  };
}

function wholeNumber(option: string, text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw invalid(`${option} takes a whole number from 0 on, not "${text}".`);
}

function positive(option: string, text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw invalid(`${option} takes a number above 0, not "${text}".`);
}

function invalid(message: string): RefusedError {
  return new RefusedError('REQUEST_INVALID', message);
}
