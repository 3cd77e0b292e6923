import { parseArgs } from 'node:util';

import { RefusedError } from '@regpipe/contracts';

import { FLOOR, JOB, WAYS } from './references/ways.ts';
import type { NotificationRates } from './results.ts';

export const HELP = `./run bench [growth | replicas | serving | small | notifications | drops] [options]

Without a word: a full job through all services, and other ways to fill the same tables, by turns on one embedded
PostgreSQL. Ways: ${WAYS.join(', ')}. Writes latest.json, latest.md, stages.svg and memory.svg.

  growth         a file and one ten times as large: time, and each service's peak memory (the larger needs some 22 GB)
  replicas       1, 2 and 3 of fetcher, transformer and loader: time, and whether the tables are the same; then one
                 of each on 1 core and on 2 (Linux, taskset)
  serving        the API and a reader of the live views while a full import runs
  small          a file of 1,000 records, ten times
  notifications  the query service with many records: questions, also while one of two replicas is restarted; how soon
                 commands can be queried; both at once (the usual 10 million records need some 12 GB)
  drops          a file of user statistics from the folder for dropped files until it is processed

  --rows N          records of the sample (1600000; small: 1000; drops: 1000000)
  --large-rows N    growth: records of the larger sample (16000000)
  --rounds N        how often everything is measured; medians count (3; small: 10; growth: the smaller file alone)
  --most N          replicas: how many of each at most (3)
  --records N       notifications: how many there are (10000000)
  --rate N          notifications: questions a second (500)
  --commands N      notifications: commands a second (1000)
  --seconds N       notifications: how long each load lasts (60)
  --only WAY        this way alone; prints, writes no results
  --no-references   ${JOB} and the ${FLOOR} alone
  --results DIR     where the results go (bench/results)
  --json            the result as one JSON document on stdout, instead of a table

Data and samples are kept below TMPDIR while it runs.
`;

export const MODES = ['compare', 'growth', 'replicas', 'serving', 'small', 'notifications', 'drops'] as const;
export type Mode = (typeof MODES)[number];

const USUAL_ROWS: Partial<Record<Mode, string>> = { small: '1000', drops: '1000000' };

export interface CommandLine {
  readonly help: boolean;
  readonly mode: Mode;
  readonly rows: number;
  readonly largeRows: number;
  readonly rounds: number;
  /** Replicas of a service: from one to so many. */
  readonly most: number;
  /** Notifications that there are. */
  readonly records: number;
  readonly perSecond: NotificationRates;
  /** Of each load of notifications. */
  readonly seconds: number;
  readonly ways: readonly string[];
  readonly only: boolean;
  readonly results: string | undefined;
  readonly json: boolean;
}

/** @throws RefusedError REQUEST_INVALID naming what is wrong */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      rows: { type: 'string' },
      'large-rows': { type: 'string', default: '16000000' },
      rounds: { type: 'string' },
      most: { type: 'string', default: '3' },
      records: { type: 'string', default: '10000000' },
      rate: { type: 'string', default: '500' },
      commands: { type: 'string', default: '1000' },
      seconds: { type: 'string', default: '60' },
      only: { type: 'string' },
      'no-references': { type: 'boolean', default: false },
      results: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const mode = MODES.find((name) => name === (positionals[0] ?? 'compare'));
  if (mode === undefined || positionals.length > 1) throw invalid(`"${positionals.join(' ')}" is no mode.`);
  const { only } = values;
  if (only !== undefined && !WAYS.includes(only)) throw invalid(`"${only}" is none of ${WAYS.join(', ')}.`);
  const ways = values['no-references'] ? [JOB, FLOOR] : WAYS;
  return {
    help: values.help,
    mode,
    rows: count('--rows', values.rows ?? USUAL_ROWS[mode] ?? '1600000'),
    largeRows: count('--large-rows', values['large-rows']),
    rounds: count('--rounds', values.rounds ?? (mode === 'small' ? '10' : '3')),
    most: count('--most', values.most),
    records: count('--records', values.records),
    perSecond: { questions: count('--rate', values.rate), commands: count('--commands', values.commands) },
    seconds: count('--seconds', values.seconds),
    ways: only === undefined ? ways : [only],
    only: only !== undefined,
    results: values.results,
    json: values.json,
  };
}

function count(option: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw invalid(`${option} takes a whole number from 1 on, not "${text}".`);
}

function invalid(message: string): RefusedError {
  return new RefusedError('REQUEST_INVALID', message);
}
