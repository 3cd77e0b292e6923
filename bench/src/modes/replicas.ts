import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { findDataset, makeSample } from '@regpipe/datasets';
import { serveFile } from '@regpipe/stack';

import { type BenchStack, startBenchStack } from '../bench-stack.ts';
import { checksumTables } from '../measure/checksum-tables.ts';
import { countPinnableCores, pinStack } from '../measure/pin-stack.ts';
import { describeCircumstances } from '../measure/machine.ts';
import { type RepeatedJob, repeatJob } from '../measure/repeat-job.ts';
import type { Circumstances, PinnedRun, ReplicaRun, ReplicasResult } from '../results.ts';
import { describeAnotherCore } from './another-core.ts';
import { DATASET, type ModeOptions } from './mode.ts';
import { shares } from './summarize-rounds.ts';

export interface ReplicasOptions extends ModeOptions {
  readonly rows: number;
  /** From one of fetcher, transformer and loader each to so many, one stack after the other. */
  readonly most: number;
  /** How often each is measured; medians count. */
  readonly rounds: number;
}

/** What more of the services, and more cores under one of each, make of the time; and that the tables stay the same. */
export async function measureReplicas(options: ReplicasOptions): Promise<ReplicasResult> {
  const { directory, rows, most, rounds, say } = options;
  say(`Making a sample of ${rows} records …`);
  const path = join(directory, 'sample.csv');
  await makeSample({ rows, path });
  const source = await serveFile(path);
  try {
    const runs: ReplicaRun[] = [];
    const { tables } = findDataset(DATASET);
    let circumstances: Circumstances | undefined;
    let pinned: PinnedRun[] = [];
    for (let replicas = 1; replicas <= most; replicas += 1) {
      runs.push(
        await inOwnStack(options, replicas, async (bench) => {
          const job = await repeatJob(bench, source.url, rounds);
          circumstances = await describeCircumstances(bench.database);
          say(`  ${replicas} of each: ${job.seconds.toFixed(2)} s`);
          const checksums = await checksumTables(bench.database, tables);
          // The last that is done with this stack.
          if (replicas === 1) pinned = await measurePinned(options, bench, source.url);
          const { seconds, each, rows: counted } = job;
          const facts = { cpu_seconds: allCpu(job), stages: shares(job.stages), rows: counted, checksums };
          return { replicas, seconds, each, ...facts };
        }),
      );
    }
    const facts = { rows, runs, identical: areIdentical(runs), pinned };
    return { ...(circumstances as Circumstances), ...facts, another_core: describeAnotherCore(pinned) };
  } finally {
    await source.close();
  }
}

/** The same job on one core and on two: services, NATS and PostgreSQL share them; this process is left out of it. */
async function measurePinned(
  options: ReplicasOptions,
  bench: BenchStack,
  source: string,
): Promise<PinnedRun[]> {
  const most = await countPinnableCores();
  const counts = [1, 2].filter((count) => count <= most);
  const pinned: PinnedRun[] = [];
  for (const cores of counts) {
    await pinStack(bench.stack, cores);
    const job = await repeatJob(bench, source, options.rounds);
    options.say(`  on ${cores} ${cores === 1 ? 'core' : 'cores'}: ${job.seconds.toFixed(2)} s`);
    pinned.push({ cores, seconds: job.seconds, each: job.each, cpu_seconds: allCpu(job) });
  }
  return pinned;
}

async function inOwnStack<T>(
  { directory }: ReplicasOptions,
  replicas: number,
  work: (bench: BenchStack) => Promise<T>,
): Promise<T> {
  const own = await mkdtemp(join(directory, 'stack-'));
  try {
    const bench = await startBenchStack(own, {
      fetcher: replicas,
      transformer: replicas,
      loader: replicas,
    });
    try {
      return await work(bench);
    } finally {
      await bench.close();
    }
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}

function allCpu({ cpu_seconds: byName }: RepeatedJob): number {
  return Object.values(byName).reduce((sum, seconds) => sum + seconds, 0);
}

function areIdentical([first, ...others]: readonly ReplicaRun[]): boolean {
  return others.every(({ checksums }) => JSON.stringify(checksums) === JSON.stringify(first?.checksums));
}
