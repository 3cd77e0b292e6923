import { randomUUID } from 'node:crypto';

import { DescribeTasksCommand, RunTaskCommand, type Task } from '@aws-sdk/client-ecs';

import type { Aws } from './aws.ts';
import { ask } from './aws-failure.ts';
import { describeStop } from './explain-failure.ts';
import { TAGS } from './names.ts';
import type { Revision } from './revision.ts';
import { type Patience, watch } from './watch.ts';

/** Where a task writes its log. */
export interface LogPlace {
  readonly group: string;
  readonly stream: string;
}

export type MigrationEnd =
  | { readonly outcome: 'done' }
  | { readonly outcome: 'failed'; readonly reason: string; readonly log: LogPlace }
  /** The task definition does not say where its task is to run. */
  | { readonly outcome: 'no-network' }
  | { readonly outcome: 'not-started'; readonly reason: string }
  /** It goes on by itself. */
  | { readonly outcome: 'timed-out'; readonly log: LogPlace };

export interface MigrationPatience extends Patience {
  /** Its task is there. @param id of the task */
  readonly onStarted: (id: string, log: LogPlace) => void;
}

/** Runs the migration as a task of its own and waits for its end. @throws AwsFailure, and what an abort throws */
export async function runMigration(
  aws: Aws,
  revision: Revision,
  patience: MigrationPatience,
): Promise<MigrationEnd> {
  const subnets = (revision.tags.get(TAGS.subnets) ?? '').split(' ').filter((id) => id !== '');
  const securityGroup = revision.tags.get(TAGS.securityGroup) ?? '';
  if (subnets.length === 0 || securityGroup === '') return { outcome: 'no-network' };

  const request = new RunTaskCommand({
    cluster: aws.names.cluster,
    taskDefinition: revision.arn,
    launchType: 'FARGATE',
    startedBy: 'regpipe-deploy',
    // Sent again by the SDK, it still starts one task.
    clientToken: randomUUID(),
    networkConfiguration: {
      awsvpcConfiguration: { subnets, securityGroups: [securityGroup], assignPublicIp: 'DISABLED' },
    },
  });
  const { tasks = [], failures = [] } = await ask('ecs:RunTask', aws.ecs.send(request));
  const arn = tasks[0]?.taskArn;
  if (arn === undefined) {
    const reasons = failures.map(({ reason, detail }) => [reason, detail].filter(Boolean).join(': '));
    return { outcome: 'not-started', reason: reasons.join('; ') };
  }
  const id = arn.slice(arn.lastIndexOf('/') + 1);
  const log = logOf(revision, id);
  patience.onStarted(id, log);
  const stopped = await watch(() => findStopped(aws, arn), patience);
  if (stopped === undefined) return { outcome: 'timed-out', log };
  const { containers = [] } = stopped;
  const isDone = containers.length > 0 && containers.every(({ exitCode }) => exitCode === 0);
  return isDone ? { outcome: 'done' } : { outcome: 'failed', reason: describeStop(stopped), log };
}

/** Undefined while it is at work; also right after its start, when ECS may not know it yet. */
async function findStopped({ ecs, names, looking }: Aws, arn: string): Promise<Task | undefined> {
  const request = new DescribeTasksCommand({ cluster: names.cluster, tasks: [arn] });
  const { tasks = [] } = await ask('ecs:DescribeTasks', ecs.send(request, looking));
  return tasks.find(({ lastStatus }) => lastStatus === 'STOPPED');
}

/** As the driver awslogs names them. */
function logOf({ family, definition }: Revision, taskId: string): LogPlace {
  const [container] = definition.containerDefinitions ?? [];
  const options = container?.logConfiguration?.options ?? {};
  const prefix = options['awslogs-stream-prefix'];
  return {
    group: options['awslogs-group'] ?? `/ecs/${family}`,
    stream: [...(prefix === undefined ? [] : [prefix, container?.name ?? '']), taskId].join('/'),
  };
}
