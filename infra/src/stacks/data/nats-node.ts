import type { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster/index.js';

import { addExecutionRole } from '../../constructs/ecs/execution-role.ts';
import { addLogGroup } from '../../constructs/ecs/log-group.ts';
import type { ProjectStack } from '../../constructs/project-stack.ts';
import type { AddedSecret } from '../../constructs/secret.ts';
import type { Network } from '../network/network.ts';
import { addNodeAlarms } from './nats-alarms.ts';
import { addNodeRole } from './nats-role.ts';
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
  const logs = addLogGroup(stack, name);
  const repository = network.repositories.nats;
  const executionRole = addExecutionRole(stack, {
    name,
    repositoryArn: repository.arn,
    logGroupArn: logs.arn,
    secretArns: Object.values(secrets),
  });
  const task = addNatsTask(stack, {
    ...{ name, storage, store, logs, secrets },
    repositoryUrl: repository.url,
    start: startOf(node, cluster),
    executionRoleArn: executionRole.arn,
    roleArn: addNodeRole(stack, name, storage, store).arn,
  });
  const service = addNatsService(stack, {
    ...{ name, index, task, network },
    clusterArn: ecsCluster.arn,
    after: [...storage.mountTargets, ...passwords.map(([, { stored }]) => stored)],
  });
  addNodeAlarms(stack, name, { cluster: ecsCluster, service, topicArn });
}
