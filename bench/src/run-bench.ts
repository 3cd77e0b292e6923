import { join } from 'node:path';

import { findDataset, makeSample } from '@regpipe/datasets';
import { freePort, serveFile, startStack } from '@regpipe/stack';

import { type FloorRun, exportCleanRows, runFloor } from './floor.ts';
import { type PipelineRun, runPipeline } from './pipeline.ts';

export interface BenchOptions {
  readonly directory: string;
  readonly rows: number;
  readonly runs: number;
  readonly say: (line: string) => void;
}

export interface BenchResult {
  readonly rows: number;
  readonly sourceBytes: number;
  readonly floor: readonly FloorRun[];
  readonly pipeline: readonly PipelineRun[];
  /** Best pipeline run over best floor run. */
  readonly ratio: number;
}

/** Runs pipeline and floor by turns on one stack. The first pipeline run also makes the cleaned rows for the floor. */
export async function runBench(options: BenchOptions): Promise<BenchResult> {
  const { directory, rows, runs, say } = options;
  const { tables } = findDataset('tax-registration');
  say(`Making a sample of ${rows} records …`);
  const path = join(directory, 'sample.csv');
  const sample = await makeSample({ rows, path });
  say('Starting the stack …');
  const stack = await startStack({ dataDirectory: directory, httpPort: await freePort(), restart: false });
  const source = await serveFile(path);
  try {
    const floor: FloorRun[] = [];
    const pipeline: PipelineRun[] = [];
    for (let run = 1; run <= runs; run += 1) {
      say(`Run ${run}: the pipeline …`);
      const measured = await runPipeline(stack, source.url);
      pipeline.push(measured);
      if (run === 1) await exportCleanRows(stack.databaseUrl, tables, measured.version, directory);
      say(`Run ${run}: the floor …`);
      floor.push(await runFloor(stack.databaseUrl, tables, directory));
    }
    const ratio = best(pipeline.map((run) => run.seconds)) / best(floor.map((run) => run.seconds));
    return { rows, sourceBytes: sample.bytes, floor, pipeline, ratio };
  } finally {
    await source.close();
    await stack.stop();
  }
}

function best(seconds: readonly number[]): number {
  return Math.min(...seconds);
}
