import { DescribeTasksCommand, ListTasksCommand, type Task } from '@aws-sdk/client-ecs';

import type { Aws } from './aws.ts';
import { ask } from './aws-failure.ts';
import type { RunningService } from './find-services.ts';
import type { Rollout } from './start-rollout.ts';

/** Of which the newest say enough. */
const MOST_EVENTS = 3;

/**
 * Why a rollout failed, in the words of ECS: what its stopped tasks say, each thing once; where none has come so far, what
 * the service says.
 *
 * @throws AwsFailure
 */
export async function explainFailure(aws: Aws, rollout: Rollout, service: RunningService): Promise<string[]> {
  const tasks = await findStopped(aws, rollout);
  if (tasks.length > 0) return [...new Set(tasks.map(describeStop))];
  const since = rollout.createdAt?.getTime() ?? 0;
  return (service.events ?? [])
    .filter(({ createdAt }) => (createdAt?.getTime() ?? 0) >= since)
    .slice(0, MOST_EVENTS)
    .map(({ message = '' }) => message);
}

/** ECS shows them for an hour. */
async function findStopped({ ecs, names, looking }: Aws, { service, to }: Rollout): Promise<Task[]> {
  const { cluster } = names;
  const list = new ListTasksCommand({
    cluster,
    serviceName: names.service(service),
    desiredStatus: 'STOPPED',
  });
  const { taskArns = [] } = await ask('ecs:ListTasks', ecs.send(list, looking));
  if (taskArns.length === 0) return [];
  const describe = new DescribeTasksCommand({ cluster, tasks: taskArns });
  const { tasks = [] } = await ask('ecs:DescribeTasks', ecs.send(describe, looking));
  return tasks.filter(({ taskDefinitionArn }) => taskDefinitionArn === to);
}

/** `Essential container in task exited (gateway: exit code 1)`. Pure. */
export function describeStop({ stoppedReason, containers = [] }: Task): string {
  const parts = containers.flatMap(({ name = '', exitCode, reason }) => {
    const facts = [
      ...(exitCode === undefined || exitCode === 0 ? [] : [`exit code ${exitCode}`]),
      ...(reason === undefined ? [] : [reason]),
    ];
    return facts.length === 0 ? [] : [`${name}: ${facts.join(', ')}`];
  });
  const said = stoppedReason ?? 'stopped';
  return parts.length === 0 ? said : `${said} (${parts.join('; ')})`;
}
