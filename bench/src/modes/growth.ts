import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';

import { RefusedError } from '@regpipe/contracts';
import { makeSample } from '@regpipe/datasets';
import { serveFile } from '@regpipe/stack';

import { startBenchStack } from '../bench-stack.ts';
import { describeCircumstances } from '../measure/machine.ts';
import { repeatJob } from '../measure/repeat-job.ts';
import type { Circumstances, GrowthResult, GrowthSize } from '../results.ts';
import type { ModeOptions } from './mode.ts';
import { shares } from './summarize-rounds.ts';

export interface GrowthOptions extends ModeOptions {
  readonly rows: number;
  /** Of the larger file. */
  readonly largeRows: number;
  /** How often the smaller one is loaded. The larger is loaded once: each version of it takes some 7 GB of disk. */
  readonly rounds: number;
}

/** Ten times the records may take eleven times as long, and no service more memory than this. */
const MOST_TIMES_PER_TENFOLD = 11;
const MOST_RSS_MB = 200;
/**
 * Source, tables and keys were measured at 600 bytes a record; sorting takes some more for a while. WAL and streams come
 * to a few GB at any size.
 */
const DISK_BYTES_PER_ROW = 1_000;
const DISK_BYTES_ALWAYS = 6e9;

/** Whether time grows with the file and memory does not. Each size has a stack of its own, which is deleted after it. */
export async function measureGrowth(options: GrowthOptions): Promise<GrowthResult> {
  const { rows, largeRows, rounds } = options;
  const small = await measureSize(options, rows, rounds);
  const large = await measureSize(options, largeRows, 1);
  const timesRows = largeRows / rows;
  const timesSeconds = large.size.seconds / small.size.seconds;
  const mostTimes = (timesRows / 10) * MOST_TIMES_PER_TENFOLD;
  const peaks = [small, large].flatMap(({ size }) => servicePeaks(size));
  return {
    ...large.circumstances,
    small: small.size,
    large: large.size,
    times_the_rows: timesRows,
    times_the_seconds: timesSeconds,
    most_times_the_seconds: mostTimes,
    most_rss_mb: MOST_RSS_MB,
    within_limits: timesSeconds <= mostTimes && Math.max(...peaks) <= MOST_RSS_MB,
  };
}

async function measureSize(
  { directory, say }: GrowthOptions,
  rows: number,
  times: number,
): Promise<{ size: GrowthSize; circumstances: Circumstances }> {
  await requireDisk(directory, rows);
  const own = await mkdtemp(join(directory, 'size-'));
  try {
    say(`Making a sample of ${rows} records …`);
    const path = join(own, 'sample.csv');
    const { bytes } = await makeSample({ rows, path });
    const bench = await startBenchStack(own);
    const source = await serveFile(path);
    try {
      const { stages, ...job } = await repeatJob(bench, source.url, times);
      say(`  ${rows} records: ${job.seconds.toFixed(2)} s`);
      const size = { ...job, rows, source_bytes: bytes, stages: shares(stages) };
      return { size, circumstances: await describeCircumstances(bench.database) };
    } finally {
      await source.close();
      await bench.close();
    }
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}

/** The limit is one on our services; nats-server sizes its caches by the machine. */
function servicePeaks({ peak_rss_mb: peaks }: GrowthSize): number[] {
  return Object.entries(peaks).flatMap(([name, mb]) => (name === 'nats-server' ? [] : [mb]));
}

/** @throws RefusedError REQUEST_INVALID: a full disk would end other programs' work, too */
async function requireDisk(directory: string, rows: number): Promise<void> {
  const needed = DISK_BYTES_ALWAYS + rows * DISK_BYTES_PER_ROW;
  const { bavail, bsize } = await statfs(directory);
  const free = bavail * bsize;
  if (free >= needed) return;
  const inGb = (bytes: number) => `${(bytes / 1e9).toFixed(0)} GB`;
  throw new RefusedError(
    'REQUEST_INVALID',
    `${rows} records need ${inGb(needed)} in ${directory}, and ${inGb(free)} are free. TMPDIR chooses another place.`,
  );
}
