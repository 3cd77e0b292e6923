import type { GrowthResult, ReplicasResult, ServingResult, SmallResult } from '../results.ts';
import { measured } from './comparison-section.ts';
import { count, megabytes, milliseconds, seconds, table } from './markdown.ts';

export function growthSection(result: GrowthResult): string {
  const { small, large, most_rss_mb: mostMb } = result;
  const names = Object.keys(large.peak_rss_mb);
  return [
    '## Growth: ten times the records\n',
    `${measured(result)}\n`,
    table(
      ['records', 'source', 'time', ...names.map((name) => `peak ${name}`)],
      [small, large].map((size) => [
        ...[count(size.rows), `${(size.source_bytes / 1e6).toFixed(0)} MB`, seconds(size.seconds)],
        ...names.map((name) => megabytes(size.peak_rss_mb[name])),
      ]),
      [0, 1, 2, ...names.map((_, index) => index + 3)],
    ),
    `${result.times_the_rows.toFixed(1)} times the records take ${result.times_the_seconds.toFixed(2)} times as long ` +
      `(limit ${result.most_times_the_seconds.toFixed(1)}); no service may use more than ${mostMb} MB: ` +
      `${result.within_limits ? 'within the limits' : '**beyond the limits**'}.\n`,
  ].join('\n');
}

export function replicasSection(result: ReplicasResult): string {
  return [
    '## Replicas: more of fetcher, transformer and loader\n',
    `${measured(result)} ${count(result.rows)} records.\n`,
    table(
      ['of each', 'time', 'CPU of all processes'],
      result.runs.map((run) => [String(run.replicas), seconds(run.seconds), seconds(run.cpu_seconds)]),
      [0, 1, 2],
    ),
    `The tables are ${result.identical ? 'identical' : '**not identical**'}: count and sum of the hashes of all rows, ` +
      'without the times of loading.\n',
    ...Object.entries(result.runs[0]?.checksums ?? {}).map(([name, sum]) => `- ${name}: \`${sum}\``),
    '',
    '### Another core\n',
    `${result.another_core}\n`,
  ].join('\n');
}

export function servingSection(result: ServingResult): string {
  const { lookup, search, search_before_indexes: scanning, reader } = result;
  const rows = [
    { name: 'one registration, 100 a second', latency: lookup, target: 'p99 25 ms' },
    { name: 'search by name, 5 a second', latency: search, target: 'p99 150 ms' },
    { name: 'search after the swap, before its indexes', latency: scanning, target: '' },
  ];
  return [
    '## Serving while a full import runs\n',
    `${measured(result)} ${count(result.rows)} records, imported in ${seconds(result.job_seconds)} under this load.\n`,
    table(
      ['request', 'requests', 'failed', 'p50', 'p99', 'longest', 'target'],
      rows.flatMap(({ name, latency, target }) =>
        latency === null
          ? []
          : [
              [
                ...[name, count(latency.requests), count(latency.failures), milliseconds(latency.p50_ms)],
                ...[milliseconds(latency.p99_ms), milliseconds(latency.max_ms), target],
              ],
            ],
      ),
      [1, 2, 3, 4, 5],
    ),
    'Requests are sent on time, answered or not; a time counts from when a request was due.\n',
    `A reader that asks the live view again a millisecond after each answer waited at most ` +
      `${milliseconds(reader.longest_gap_over_swap_ms)} over the swap (target 50 ms), and ` +
      `${milliseconds(reader.longest_gap_ms)} in all of publishing (${count(reader.queries)} queries).\n`,
  ].join('\n');
}

export function smallSection(result: SmallResult): string {
  return [
    '## A small file\n',
    `${measured(result)}\n`,
    `${count(result.rows)} records from POST to published, ${result.seconds.length} times: median ` +
      `${seconds(result.median_seconds)}, longest ${seconds(result.max_seconds)} (target 1.5 s).\n`,
  ].join('\n');
}
