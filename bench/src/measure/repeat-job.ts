import { type BenchStack, settle } from '../bench-stack.ts';
import { type PipelineRun, runPipeline, untilSearchable } from '../pipeline.ts';
import type { RowCounts, Stage, Usage } from '../results.ts';
import { maxByName, median, medianByName, typical } from './statistics.ts';
import { watchUsage } from './watch-usage.ts';

/** Medians over the jobs; peaks are the highest. */
export interface RepeatedJob extends Usage {
  readonly seconds: number;
  readonly each: readonly number[];
  /** Of the job whose time is nearest to the median. */
  readonly stages: readonly Stage[];
  readonly rows: RowCounts;
}

/** Runs the same job so many times on one stack, each on a server at rest. */
export async function repeatJob(bench: BenchStack, source: string, times: number): Promise<RepeatedJob> {
  const runs: (PipelineRun & Usage)[] = [];
  for (let time = 1; time <= times; time += 1) {
    await settle(bench);
    const { result, usage } = await watchUsage(bench.stack, () => runPipeline(bench, source));
    runs.push({ ...result, cpu_seconds: usage.cpu_seconds, peak_rss_mb: usage.peak_rss_mb });
    await untilSearchable(bench.stack, result.jobId);
  }
  const each = runs.map(({ seconds }) => seconds);
  const { stages = [], rows = {} } = typical(runs) ?? {};
  return {
    seconds: median(each),
    each,
    stages,
    rows,
    cpu_seconds: medianByName(runs.map((run) => run.cpu_seconds)),
    peak_rss_mb: maxByName(runs.map((run) => run.peak_rss_mb)),
  };
}
