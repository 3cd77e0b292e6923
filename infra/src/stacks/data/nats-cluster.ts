import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster/index.js';

import type { ProjectStack } from '../../constructs/project-stack.ts';
import type { AddedSecret } from '../../constructs/secret.ts';
import type { Network } from '../network/network.ts';
import { addStorageAlarm } from './nats-alarms.ts';
import { addNatsNode } from './nats-node.ts';
import { clusterUrl, type NatsCluster } from './nats-start.ts';
import { addNatsStorage } from './nats-storage.ts';
import { CLIENTS_PORT, DIRECTORY, HEALTH_PORT, ROUTES_PORT } from './nats-task.ts';

/** What they are called in the cluster and in the network's zone, and with the project in front everywhere else. */
export const NATS_NODES = ['nats-1', 'nats-2', 'nats-3'] as const;

/** Who is let in, and what each may do. */
export const USERS_FILE = resolve(import.meta.dirname, '../../../../ops/nats/nats-server.conf');

export interface NatsInputs {
  readonly network: Network;
  readonly topicArn: string;
  /** By the variables in which the nodes expect them. */
  readonly passwords: Readonly<Record<string, AddedSecret>>;
}

export interface AddedNats {
  /** Of a user, without a password. */
  readonly url: (user: string) => string;
  readonly clusterName: string;
}

/** Three nats-servers that may keep each stream three times (docs/decisions/0015-nats-on-fargate-with-efs.md). */
export function addNats(stack: ProjectStack, inputs: NatsInputs): AddedNats {
  const { network, topicArn } = inputs;
  const ecsCluster = new EcsCluster(stack, 'nats-cluster', {
    name: stack.named('nats'),
    // Its metrics would cost more than the alarms, which need none of them.
    setting: [{ name: 'containerInsights', value: 'disabled' }],
  });
  const storage = addNatsStorage(stack, network);
  addStorageAlarm(stack, storage.fileSystem, topicArn);
  const cluster = describeCluster(stack, network);
  for (const [index, node] of cluster.nodes.entries()) {
    addNatsNode(stack, { ...inputs, ecsCluster, storage, cluster, node, index });
  }
  const servers = NATS_NODES.map((name) => `${name}.${network.namespace.name}:${CLIENTS_PORT}`);
  return {
    url: (user) => clusterUrl(user, servers),
    clusterName: ecsCluster.name,
  };
}

function describeCluster({ settings }: ProjectStack, { namespace }: Network): NatsCluster {
  return {
    name: settings.project,
    users: readFileSync(USERS_FILE, 'utf8'),
    nodes: NATS_NODES.map((name) => ({
      name,
      directory: DIRECTORY,
      listens: {
        clients: `0.0.0.0:${CLIENTS_PORT}`,
        routes: `0.0.0.0:${ROUTES_PORT}`,
        health: `127.0.0.1:${HEALTH_PORT}`,
      },
      address: `${name}.${namespace.name}:${ROUTES_PORT}`,
    })),
  };
}
