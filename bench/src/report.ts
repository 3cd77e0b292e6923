import type { BenchResult } from './run-bench.ts';

/** The result for reading. */
export function report(result: BenchResult): string {
  const { rows, sourceBytes, floor, pipeline, ratio } = result;
  const lines = [
    '',
    `${rows} records, ${(sourceBytes / 1e6).toFixed(0)} MB`,
    '',
    'floor: psql \\copy of the cleaned rows, then keys, indexes, foreign key',
    ...floor.map(
      (run) =>
        `  ${seconds(run.seconds)}  = copy ${seconds(run.copySeconds)} + keys ${seconds(run.constraintSeconds)}`,
    ),
    '',
    'pipeline: from POST to published, through all services',
    ...pipeline.map(
      (run) =>
        `  ${seconds(run.seconds)}  = load ${seconds(run.loadSeconds)} + publish ${seconds(run.publishSeconds)}` +
        `   (search indexes afterwards ${seconds(run.searchSeconds)})`,
    ),
    '',
    `ratio: ${ratio.toFixed(2)} times the floor`,
    '',
    'service        CPU      peak memory',
    ...(pipeline.at(-1)?.services ?? []).map(
      ({ service, cpuSeconds, peakMiB }) =>
        `${service.padEnd(12)} ${seconds(cpuSeconds)}  ${peakMiB === null ? '?' : `${peakMiB.toFixed(0)} MiB`}`,
    ),
    '',
  ];
  return `${lines.join('\n')}\n`;
}

function seconds(value: number): string {
  return `${value.toFixed(1)} s`.padStart(7);
}
