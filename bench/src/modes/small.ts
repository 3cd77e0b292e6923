import { join } from 'node:path';

import { makeSample } from '@regpipe/datasets';
import { serveFile } from '@regpipe/stack';

import { startBenchStack } from '../bench-stack.ts';
import { describeCircumstances } from '../measure/machine.ts';
import { median } from '../measure/statistics.ts';
import { runPipeline, untilSearchable } from '../pipeline.ts';
import type { SmallResult } from '../results.ts';
import type { ModeOptions } from './mode.ts';

export interface SmallOptions extends ModeOptions {
  readonly rows: number;
  readonly times: number;
}

/** What a small file takes from POST to published: what the pipeline costs before it has carried anything. */
export async function measureSmall({ directory, rows, times, say }: SmallOptions): Promise<SmallResult> {
  const path = join(directory, 'sample.csv');
  await makeSample({ rows, path });
  const bench = await startBenchStack(directory);
  const source = await serveFile(path);
  try {
    const seconds: number[] = [];
    for (let time = 1; time <= times; time += 1) {
      const run = await runPipeline(bench, source.url);
      say(`  ${run.seconds.toFixed(3)} s`);
      seconds.push(run.seconds);
      // The next one must not wait for what this one leaves to do.
      await untilSearchable(bench.stack, run.jobId);
    }
    return {
      ...(await describeCircumstances(bench.database)),
      rows,
      seconds,
      median_seconds: median(seconds),
      max_seconds: Math.max(...seconds),
    };
  } finally {
    await source.close();
    await bench.close();
  }
}
