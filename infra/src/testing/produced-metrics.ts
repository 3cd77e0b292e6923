import type { Synthesised } from './synthesise.ts';

/** The metrics that the filters of a stack produce, as `namespace/name`. */
export function producedMetrics(stack: Synthesised): readonly string[] {
  return Object.values(stack.resources('aws_cloudwatch_log_metric_filter')).map((filter) => {
    const { namespace, name } = filter['metric_transformation'] as { namespace: string; name: string };
    return `${namespace}/${name}`;
  });
}
