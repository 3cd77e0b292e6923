import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group/index.js';
import type { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster/index.js';

import type { ProjectStack } from '../../constructs/project-stack.ts';
import type { AddedSecret } from '../../constructs/secret.ts';
import type { Network } from '../network/network.ts';
import { addNodeAlarms } from './nats-alarms.ts';
import { addLaunchRole, addNodeRole } from './nats-roles.ts';
import { addNatsService } from './nats-service.ts';
import { type NatsCluster, type NatsNode, startOf } from './nats-start.ts';
import { addNatsStore, type NatsStorage } from './nats-storage.ts';
import { addNatsTask } from './nats-task.ts';

export interface NatsNodeOptions {
  readonly node: NatsNode;
  /** From 0. */
  readonly index: number;
  readonly cluster: NatsCluster;
  readonly ecsCluster: EcsCluster;
  readonly storage: NatsStorage;
  readonly network: Network;
  readonly topicArn: string;
  /** By the variables in which the node expects them. */
  readonly passwords: Readonly<Record<string, AddedSecret>>;
}

/** One nats-server with its store, its roles, its name and its alarms. */
export function addNatsNode(stack: ProjectStack, options: NatsNodeOptions): void {
  const { node, index, cluster, ecsCluster, storage, network, topicArn } = options;
  const { name } = node;
  const passwords = Object.entries(options.passwords);
  const secrets = Object.fromEntries(passwords.map(([variable, { arn }]) => [variable, arn]));
  const store = addNatsStore(stack, storage, index);
  const logs = new CloudwatchLogGroup(stack, `${name}-logs`, {
    name: `/ecs/${stack.named(name)}`,
    retentionInDays: stack.settings.log_retention_days,
  });
  const repository = network.repositories.nats;
  const task = addNatsTask(stack, {
    ...{ name, storage, store, logs, secrets },
    repositoryUrl: repository.url,
    start: startOf(node, cluster),
    launchRoleArn: addLaunchRole(stack, name, { repository, logs, secretArns: Object.values(secrets) }).arn,
    roleArn: addNodeRole(stack, name, storage, store).arn,
  });
  const service = addNatsService(stack, {
    ...{ name, index, task, network },
    clusterArn: ecsCluster.arn,
    after: [...storage.mountTargets, ...passwords.map(([, { stored }]) => stored)],
  });
  addNodeAlarms(stack, name, { cluster: ecsCluster, service, topicArn });
}
