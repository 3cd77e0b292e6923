import type { AlarmOptions } from '../../../constructs/alarm.ts';

/** A count of the load balancer, of all that it does or of one target group. */
export interface Count {
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

export const NAMESPACE = 'AWS/ApplicationELB';

const MOST_FAILED_PERCENT = 1;
/** So many in five minutes are no accident; of a hundred requests a single one is a percent already. */
const FEWEST_FAILED = 5;

type Share = Pick<
  AlarmOptions,
  'comparisonOperator' | 'threshold' | 'evaluationPeriods' | 'treatMissingData' | 'metricQuery'
>;

/**
 * An alarm on more than one failure in a hundred, over five minutes.
 *
 * @param failures are not in `requests` where the load balancer found nobody to hand a request to: they are all there is
 */
export function failureShare(requests: Count, failures: Count): Share {
  const counted = (id: string, count: Count) => ({
    id,
    returnData: false,
    metric: { namespace: NAMESPACE, ...count, period: 300, stat: 'Sum' },
  });
  return {
    comparisonOperator: 'GreaterThanThreshold',
    threshold: MOST_FAILED_PERCENT,
    evaluationPeriods: 1,
    treatMissingData: 'notBreaching',
    metricQuery: [
      counted('requests', requests),
      counted('failures', failures),
      { id: 'failed', expression: 'FILL(failures, 0)', returnData: false },
      { id: 'handed', expression: 'FILL(requests, 0)', returnData: false },
      { id: 'all', expression: 'MAX([handed, failed])', returnData: false },
      {
        id: 'percent',
        label: 'Failed requests in percent',
        expression: `IF(failed >= ${FEWEST_FAILED}, 100 * failed / all, 0)`,
        returnData: true,
      },
    ],
  };
}
