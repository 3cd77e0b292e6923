import { JOB_MODES } from '@regpipe/contracts';
import { expect, test } from 'vitest';

import { matches } from '../filter-pattern/matches.ts';
import { metricValue } from '../filter-pattern/metric-value.ts';
import { parseFilterPattern } from '../filter-pattern/parse-filter-pattern.ts';
import { metricOf } from './metric-of.ts';
import { METRIC_NAMES, type MetricName, METRICS } from './metrics.ts';

/** What the line adds to the metric; undefined where it is none of its lines. */
function counted(name: MetricName, line: unknown): number | undefined {
  const { pattern, value } = METRICS[name];
  return matches(parseFilterPattern(pattern), line) ? metricValue(value, line) : undefined;
}

test('errors are counted by the pattern that everybody knows', () => {
  expect(METRICS.ErrorCount.pattern).toBe('{ $.level = "ERROR" }');
});

test('every pattern can be read, and every value', () => {
  for (const name of METRIC_NAMES) expect(counted(name, {})).toBeUndefined();
});

test('records are those of every mode but dry runs', () => {
  const summary = { level: 'INFO', event: 'etl_summary', records_success: 7, records_failed: 2 };
  for (const mode of JOB_MODES) {
    const dry = mode === 'dry-run';
    expect(counted('RecordsProcessed', { ...summary, mode })).toBe(dry ? undefined : 7);
    expect(counted('RecordsRejected', { ...summary, mode })).toBe(dry ? undefined : 2);
  }
});

test('what is measured over and over is never added up', () => {
  expect(metricOf('demo', 'DeadLetters')).toEqual({
    namespace: 'demo',
    metricName: 'DeadLetters',
    statistic: 'Maximum',
  });
  expect(metricOf('demo', 'ETLFailed').statistic).toBe('Sum');
  const levels = METRIC_NAMES.filter((name) => METRICS[name].kind === 'level');
  expect(levels).toEqual([
    ...['DeadLetters', 'RawBacklog', 'CleanBacklog', 'CommandBacklog', 'PublicationAge', 'VerifiedAge'],
  ]);
});
