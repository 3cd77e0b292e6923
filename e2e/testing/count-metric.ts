import { matches } from '../../infra/src/filter-pattern/matches.ts';
import { metricValue } from '../../infra/src/filter-pattern/metric-value.ts';
import { parseFilterPattern } from '../../infra/src/filter-pattern/parse-filter-pattern.ts';
import { METRIC_NAMES, type MetricName, METRICS } from '../../infra/src/metrics/metrics.ts';
import type { LogLine } from './log-lines.ts';

export { METRIC_NAMES, type MetricName };

export interface Counted {
  readonly line: LogLine;
  /** What the line brings to the metric; undefined where CloudWatch would find no number. */
  readonly value: number | undefined;
}

/** What CloudWatch would count of these lines, by the filter that the stacks on AWS give it for the metric. */
export function countMetric(name: MetricName, lines: readonly LogLine[]): readonly Counted[] {
  const { pattern, value } = METRICS[name];
  const parsed = parseFilterPattern(pattern);
  return lines
    .filter((line) => matches(parsed, line))
    .map((line) => ({ line, value: metricValue(value, line) }));
}
