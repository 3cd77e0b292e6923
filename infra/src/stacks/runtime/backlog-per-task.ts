import type { AppautoscalingPolicyTargetTrackingScalingPolicyConfiguration } from '@cdktf/provider-aws/lib/appautoscaling-policy/index.js';
import { STREAMS } from '@regpipe/contracts';

import { metricOf } from '../../metrics/metric-of.ts';
import type { Backlog } from './services.ts';

/**
 * What a chunk takes in its stream: 512 KiB (`REGPIPE_CHUNK_BYTES`), which travel compressed to a quarter
 * (docs/decisions/0010-bytes-all-the-way.md).
 */
const STORED_CHUNK_BYTES = 128 * 1024;

/** Queues that have replicas are filled to half (packages/bus has-room.ts). */
const FILLED = 1 / 2;

export interface BacklogPerTaskOptions {
  readonly backlog: Backlog;
  readonly mostTasks: number;
  readonly project: string;
  /** Of the service, in Container Insights. */
  readonly dimensions: Readonly<Record<string, string>>;
}

type Tracking = Pick<
  AppautoscalingPolicyTargetTrackingScalingPolicyConfiguration,
  'targetValue' | 'customizedMetricSpecification'
>;

/** Scaling by what waits for each task that runs. */
export function backlogPerTask({ backlog, mostTasks, project, dimensions }: BacklogPerTaskOptions): Tracking {
  const { namespace, metricName, statistic } = metricOf(project, backlog.metric);
  return {
    targetValue: backlog.perTask ?? Math.floor(fullStream(backlog) / mostTasks),
    customizedMetricSpecification: {
      metrics: [
        {
          id: 'backlog',
          metricStat: { stat: statistic, metric: { namespace, metricName } },
          returnData: false,
        },
        {
          id: 'tasks',
          metricStat: {
            stat: 'Average',
            metric: {
              namespace: 'ECS/ContainerInsights',
              metricName: 'RunningTaskCount',
              dimensions: Object.entries(dimensions).map(([name, value]) => ({ name, value })),
            },
          },
          returnData: false,
        },
        { id: 'per_task', label: 'Messages a task', expression: 'backlog / tasks', returnData: true },
      ],
    },
  };
}

/**
 * The chunks in a stream that takes no more. The streams are bounded, so their depth does not say how long a chunk waits, but which
 * stage is the slow one: a stream that stays full is to have all the tasks that there may be, one that stays half full
 * half of them. A single national file is through before the third minute that AWS waits for; what this is for are large
 * files and several at a time.
 */
function fullStream({ stream }: Backlog): number {
  const bytes = STREAMS.filter(({ name }) => name === stream).map(({ maxBytes }) => maxBytes);
  return (Math.max(...bytes) * FILLED) / STORED_CHUNK_BYTES;
}
