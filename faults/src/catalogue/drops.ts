import type { Fault } from '../fault.ts';
import { type Point, SIGNALS } from './point.ts';
import { announcedAgain, cutInside, putAgain, struckDrop } from './strike-drop.ts';

const MERGE = {
  service: 'loader',
  moment: 'sql:after',
  match: 'INSERT INTO "public"\\."user_statistics"',
} as const;
const END = {
  service: 'intake',
  moment: 'sql:before',
  match: 'SET status = CASE WHEN error_code IS NULL',
} as const;

const POINTS: readonly Point[] = [
  {
    id: 'drop-receiving',
    service: 'intake',
    when: 'while it takes note of a file',
    moment: 'sql:after',
    match: 'INSERT INTO etl\\.batch_job',
  },
  {
    id: 'drop-received',
    service: 'intake',
    when: 'after a file is received, before anyone works on it',
    moment: 'sql:before',
    match: 'INSERT INTO etl\\.job_lock',
  },
  {
    id: 'drop-job-started',
    service: 'intake',
    when: "after a file's job is started, before that is written down",
    moment: 'sql:before',
    match: "SET status = 'running', job_id",
  },
  {
    id: 'drop-followed',
    service: 'intake',
    when: 'while it waits for the end of the job',
    moment: 'sql:before',
    match: 'FROM etl\\.etl_job_run j WHERE j\\.id',
  },
  {
    id: 'drop-settled',
    service: 'intake',
    when: 'when everything is settled, before the file is moved',
    moment: 'sql:after',
    match: 'UPDATE etl\\.processing_metadata',
  },
  {
    id: 'drop-moved',
    service: 'intake',
    when: 'after the file is moved, before it is reported',
    moment: 'sql:before',
    match: "event IN \\('row_error', 'row_warning'\\)",
  },
  {
    id: 'drop-reported',
    when: 'after the file is moved and reported, before the end is written down',
    ...END,
  },
  {
    id: 'drop-before-merge',
    service: 'loader',
    when: 'before the first row of a file is merged',
    moment: 'sql:before',
    match: 'FOR KEY SHARE OF r',
  },
  {
    id: 'drop-inside-merge',
    when: 'inside the transaction of the merge, after its rows are written',
    ...MERGE,
  },
  {
    id: 'drop-after-merge',
    service: 'loader',
    when: 'after the merge, before anyone is told',
    moment: 'publish:before',
    match: '^events\\.user-statistics\\..*publication\\.completed$',
  },
  {
    id: 'drop-before-fetch-command',
    service: 'tracker',
    when: "after a file's job is created, before its fetch is commanded",
    moment: 'publish:before',
    match: '^jobs\\.fetch\\.user-statistics',
  },
];

const COMMON = { group: 'drops', needs: ['intake'], test: 'e2e/drops.e2e.test.ts' } as const;

/** A file that is dropped must be merged once, to the row, moved, reported and audited, whoever fails on the way. */
export const dropFaults: readonly Fault[] = [
  ...POINTS.map((point): Fault => ({
    ...COMMON,
    id: point.id,
    fault: `${point.service} killed, or stopped and woken, ${point.when}`,
    expected: 'Another goes on where it was: the file is loaded once, by one job, moved and reported',
    strikes: SIGNALS.map((signal) => struckDrop(point, signal)),
  })),
  {
    ...COMMON,
    id: 'drop-repeated',
    fault:
      'the same file told of three times more while it is merged, and put there again after it was moved',
    expected: 'It is the same drop, and loaded once; the copy is cleared away',
    strikes: [announcedAgain(MERGE), ...SIGNALS.map((signal) => putAgain(END, signal))],
  },
  {
    ...COMMON,
    id: 'drop-connections-cut',
    fault: 'every connection to PostgreSQL cut in the middle of the merge',
    expected: 'The merge is rolled back and done again, from the rows that wait',
    strikes: [cutInside(MERGE)],
  },
];
