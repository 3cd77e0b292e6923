import { metricOf } from '../../../metrics/metric-of.ts';
import type { MetricName } from '../../../metrics/metrics.ts';

/** A widget without its place, as CloudWatch's dashboard body has it. */
export interface Widget {
  readonly type: 'text' | 'metric' | 'log' | 'alarm';
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface Line {
  readonly metric: MetricName;
  readonly label: string;
  /** As `#rrggbb`; CloudWatch's own choice where it is missing. */
  readonly color?: string;
}

export interface GraphOptions {
  readonly title: string;
  readonly project: string;
  readonly region: string;
  readonly lines: readonly Line[];
  /** Values that are drawn across. */
  readonly marks?: readonly { readonly value: number; readonly label: string }[];
}

export function text(markdown: string): Widget {
  return { type: 'text', properties: { markdown } };
}

/** Metrics over time, in steps of five minutes: sums as sums, levels by their highest. */
export function graph({ title, project, region, lines, marks = [] }: GraphOptions): Widget {
  const metrics = lines.map(({ metric, ...shown }) => {
    const { namespace, metricName, statistic } = metricOf(project, metric);
    return [namespace, metricName, { ...shown, stat: statistic }];
  });
  return {
    type: 'metric',
    properties: {
      ...{ title, region, metrics },
      ...{ view: 'timeSeries', period: 300, yAxis: { left: { min: 0 } } },
      ...(marks.length === 0 ? {} : { annotations: { horizontal: marks } }),
    },
  };
}

export interface LogTableOptions {
  readonly title: string;
  readonly region: string;
  readonly group: string;
  /** In the language of Logs Insights, without its source. */
  readonly query: readonly string[];
}

export function logTable({ title, region, group, query }: LogTableOptions): Widget {
  const whole = [`SOURCE '${group}'`, ...query].join(' | ');
  return { type: 'log', properties: { title, region, query: whole, view: 'table' } };
}

export function alarmStates(title: string, alarmArns: readonly string[]): Widget {
  return { type: 'alarm', properties: { title, alarms: alarmArns } };
}
