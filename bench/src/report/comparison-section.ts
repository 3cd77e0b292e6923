import type { Circumstances, ComparisonResult } from '../results.ts';
import { count, megabytes, percent, seconds, table, times } from './markdown.ts';

export function comparisonSection(result: ComparisonResult): string {
  const { rows, source_bytes: bytes, rounds, skipped } = result;
  const skippedLines = Object.entries(skipped).map(([name, why]) => `Skipped: ${name}, as ${why}.\n`);
  return [
    `${measured(result)}\n`,
    `${count(rows)} records, ${(bytes / 1e6).toFixed(1)} MB, ${rounds.length} round(s); medians.\n`,
    table(
      ['way', 'time', 'times the floor'],
      result.comparisons.map((way) => [way.name, seconds(way.seconds), times(way.ratio_to_floor)]),
      [1, 2],
    ),
    ...result.comparisons.map(({ name, notes }) => `- **${name}**: ${notes}.`),
    '',
    ...skippedLines,
    ...(result.job_seconds === null ? [] : jobTables(result)),
  ].join('\n');
}

/** Where and when: a sentence. */
export function measured({ date, machine }: Circumstances): string {
  const { cpu, cores, memory_gb: memory, platform, node, postgres, nats } = machine;
  return (
    `Measured on ${date.slice(0, 10)}: ${cpu}, ${cores} cores, ${memory} GB, ${platform}; Node ${node}, ` +
    `PostgreSQL ${postgres}, nats-server ${nats}.`
  );
}

function jobTables(result: ComparisonResult): string[] {
  return [
    '### Where the time of a job goes\n',
    stageTable(result),
    'What follows a publication, validating its references and building its search indexes, takes ' +
      `${seconds(result.search_seconds)} more.\n`,
    '![Time by stage](stages.svg)\n',
    '### What each process uses\n',
    usageTable(result),
    'CPU of PostgreSQL is that of all its sessions. Peaks are of the processes’ lives; MB are millions of bytes.\n',
    '![Memory during a job](memory.svg)\n',
  ];
}

export function stageTable({ stages }: Pick<ComparisonResult, 'stages'>): string {
  return table(
    ['stage', 'time', 'of the job'],
    stages.map(({ name, seconds: time, fraction }) => [name, seconds(time), percent(fraction)]),
    [1, 2],
  );
}

export function usageTable({
  cpu_seconds: cpu,
  peak_rss_mb: peaks,
}: Pick<ComparisonResult, 'cpu_seconds' | 'peak_rss_mb'>): string {
  return table(
    ['process', 'CPU', 'peak memory'],
    Object.entries(cpu).map(([name, time]) => [name, seconds(time), megabytes(peaks[name])]),
    [1, 2],
  );
}
