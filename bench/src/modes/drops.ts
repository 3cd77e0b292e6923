import { join } from 'node:path';

import { TerminalError } from '@regpipe/contracts';
import { makeStatisticsSample, SAMPLE_USERS } from '@regpipe/datasets';

import { type BenchStack, startBenchStack } from '../bench-stack.ts';
import { dropFile } from '../drops/drop-file.ts';
import { mergeByHand } from '../drops/merge-by-hand.ts';
import { checksumStatistics, resetStatistics } from '../drops/user-statistics-table.ts';
import { describeCircumstances } from '../measure/machine.ts';
import { median } from '../measure/statistics.ts';
import type { DropRun, DropsResult } from '../results.ts';
import type { ModeOptions } from './mode.ts';

export interface DropsOptions extends ModeOptions {
  readonly rows: number;
  readonly rounds: number;
}

const MOST_SECONDS = 15 * 60;

/**
 * A file of user statistics, each row of another user, from the folder for dropped files until it is processed, and by turns
 * the same by hand, each on the same table: every row of it is changed. The settings are the usual ones.
 */
export async function measureDrops({ directory, rows, rounds, say }: DropsOptions): Promise<DropsResult> {
  const path = join(directory, 'user-stats.csv');
  say(`Making a sample of ${rows} rows …`);
  const { bytes } = await makeStatisticsSample({ rows, path });
  const bench = await startBenchStack(directory, { scheduler: 0, intake: 1 });
  try {
    await bench.database.pool.query(SAMPLE_USERS, [rows, 0]);
    const runs: DropRun[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      const run = await measureRound(bench, path, round);
      say(`  ${run.seconds.toFixed(2)} s, by hand ${run.reference_seconds.toFixed(2)} s`);
      runs.push(run);
    }
    const seconds = median(runs.map((run) => run.seconds));
    const referenceSeconds = median(runs.map((run) => run.reference_seconds));
    return {
      ...(await describeCircumstances(bench.database)),
      rows,
      source_bytes: bytes,
      seconds,
      notice_seconds: median(runs.map((run) => run.notice_seconds)),
      reference_seconds: referenceSeconds,
      ratio: seconds / referenceSeconds,
      most_seconds: MOST_SECONDS,
      within_limits: Math.max(...runs.map((run) => run.seconds)) <= MOST_SECONDS,
      rounds: runs,
    };
  } finally {
    await bench.close();
  }
}

/** @throws TerminalError when the two do not leave the same rows: times of different work must not stand side by side */
async function measureRound(bench: BenchStack, path: string, round: number): Promise<DropRun> {
  const checksums: string[] = [];
  const from = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    await resetStatistics(bench.database);
    const result = await work();
    checksums.push(await checksumStatistics(bench.database));
    return result;
  };
  const drop = () => from(() => dropFile(bench, path, `user-stats-${round}.csv`));
  const byHand = () => from(() => mergeByHand(bench, path));
  const [dropped, handSeconds] =
    round % 2 === 1 ? [await drop(), await byHand()] : await inReverse(drop, byHand);
  if (new Set(checksums).size > 1) {
    throw new TerminalError('STACK_FAILED', `The tables differ: ${checksums.join(' and ')}.`);
  }
  return {
    seconds: dropped.seconds,
    notice_seconds: dropped.noticeSeconds,
    reference_seconds: handSeconds,
  };
}

async function inReverse<A, B>(first: () => Promise<A>, second: () => Promise<B>): Promise<[A, B]> {
  const late = await second();
  return [await first(), late];
}
