import type { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster/index.js';
import type { EcsService } from '@cdktf/provider-aws/lib/ecs-service/index.js';
import type { EfsFileSystem } from '@cdktf/provider-aws/lib/efs-file-system/index.js';

import { addAlarm } from '../../constructs/alarm.ts';
import type { ProjectStack } from '../../constructs/project-stack.ts';

const PERIOD_S = 60;

/** @param name of the node, without the project in front */
export function addNodeAlarms(
  stack: ProjectStack,
  name: string,
  { cluster, service, topicArn }: { cluster: EcsCluster; service: EcsService; topicArn: string },
): void {
  const watched = {
    namespace: 'AWS/ECS',
    dimensions: { ClusterName: cluster.name, ServiceName: service.name },
    period: PERIOD_S,
    evaluationPeriods: 5,
    topicArn,
  } as const;
  addAlarm(stack, {
    ...watched,
    name: `${name}-down`,
    description: `${name} does not run. One node may be away, two may not. See the service's events, then its log group.`,
    // Each running task counts once a minute; Container Insights, which counts them as well, costs more than the node's CPU.
    metricName: 'MemoryUtilization',
    statistic: 'SampleCount',
    comparisonOperator: 'LessThanThreshold',
    threshold: 1,
    treatMissingData: 'breaching',
  });
  addAlarm(stack, {
    ...watched,
    name: `${name}-memory`,
    description: `${name} has little memory left and will be ended. See which streams have grown; nats-task.ts sizes it.`,
    metricName: 'MemoryUtilization',
    statistic: 'Maximum',
    comparisonOperator: 'GreaterThanThreshold',
    threshold: 80,
  });
  addAlarm(stack, {
    ...watched,
    name: `${name}-cpu`,
    description: `${name} has been busy for half an hour. See whether chunks are delivered over and over, or it catches up again and again.`,
    metricName: 'CPUUtilization',
    statistic: 'Average',
    comparisonOperator: 'GreaterThanThreshold',
    threshold: 70,
    evaluationPeriods: 30,
  });
}

export function addStorageAlarm(stack: ProjectStack, fileSystem: EfsFileSystem, topicArn: string): void {
  addAlarm(stack, {
    topicArn,
    name: 'nats-storage-limit',
    description:
      'The stores of NATS are near the operations that their file system allows, and storing messages slows down. See docs/decisions/0015-nats-on-fargate-with-efs.md for what else could hold them.',
    namespace: 'AWS/EFS',
    dimensions: { FileSystemId: fileSystem.id },
    metricName: 'PercentIOLimit',
    statistic: 'Maximum',
    period: PERIOD_S,
    evaluationPeriods: 15,
    comparisonOperator: 'GreaterThanThreshold',
    threshold: 80,
    // Said only while there is something to do.
    treatMissingData: 'notBreaching',
  });
}
