import { addAlarm } from '../../constructs/alarm.ts';
import type { ProjectStack } from '../../constructs/project-stack.ts';

export interface ServiceAlarmsOptions {
  /** Without the project in front. */
  readonly name: string;
  /** As ECS knows them. */
  readonly clusterName: string;
  readonly serviceName: string;
  readonly topicArn: string;
}

const MOST_CPU_PERCENT = 70;
const MOST_MEMORY_PERCENT = 80;

/** For so many minutes in a row: shorter ones are deployments, scaling, and the load of a file. */
const MINUTES = 5;

/** What is watched of every service. */
export function addServiceAlarms(stack: ProjectStack, options: ServiceAlarmsOptions): void {
  const { name, clusterName, serviceName, topicArn } = options;
  const dimensions = { ClusterName: clusterName, ServiceName: serviceName };

  const addUsage = (kind: 'cpu' | 'memory', metricName: string, threshold: number, description: string) =>
    addAlarm(stack, {
      name: `${name}-${kind}`,
      description,
      topicArn,
      namespace: 'AWS/ECS',
      metricName,
      dimensions,
      statistic: 'Average',
      comparisonOperator: 'GreaterThanThreshold',
      threshold,
      period: 60,
      evaluationPeriods: MINUTES,
    });
  addUsage(
    'cpu',
    'CPUUtilization',
    MOST_CPU_PERCENT,
    `The tasks of the ${name} use more than ${MOST_CPU_PERCENT} % of their CPU. Look whether a job runs and how many tasks there ` +
      'are; give them more with TF_VAR_task_cpu.',
  );
  addUsage(
    'memory',
    'MemoryUtilization',
    MOST_MEMORY_PERCENT,
    `The tasks of the ${name} use more than ${MOST_MEMORY_PERCENT} % of their memory, where no service needs 200 MB. Look at its ` +
      'log for what it works on; a task that has none left is killed and replaced.',
  );

  const count = (id: string, metricName: string) => ({
    id,
    returnData: false,
    metric: { namespace: 'ECS/ContainerInsights', metricName, dimensions, period: 60, stat: 'Average' },
  });
  addAlarm(stack, {
    name: `${name}-tasks`,
    description:
      `Fewer tasks of the ${name} run than should. Look at the events of the ECS service, at the reason that its stopped ` +
      'tasks give, and at the end of its log.',
    topicArn,
    comparisonOperator: 'GreaterThanThreshold',
    threshold: 0,
    evaluationPeriods: MINUTES,
    metricQuery: [
      count('desired', 'DesiredTaskCount'),
      count('running', 'RunningTaskCount'),
      { id: 'missing', label: 'Missing tasks', expression: 'desired - running', returnData: true },
    ],
  });
}
