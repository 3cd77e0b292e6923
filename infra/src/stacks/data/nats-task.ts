import type { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group/index.js';
import { EcsTaskDefinition } from '@cdktf/provider-aws/lib/ecs-task-definition/index.js';

import type { ProjectStack } from '../../constructs/project-stack.ts';
import { NATS_TAG } from './nats-image.ts';
import type { NatsStart } from './nats-start.ts';
import type { NatsStorage, NatsStore } from './nats-storage.ts';

/*
 * Twice what docker-compose.yml gives its only nats-server: each message passes through two nodes more, and Fargate's own
 * supervisor, which keeps the store mounted over TLS, lives on the task's share.
 */
const CPU = 512;
const MEMORY_MB = 1_024;
/** What nats-server tries to keep to, with room for what is not its heap, and for the supervisor. */
const HEAP_MB = 800;

export const CLIENTS_PORT = 4222;
export const ROUTES_PORT = 6222;
export const HEALTH_PORT = 8222;
export const DIRECTORY = '/data';

/**
 * Whether JetStream works on this node, and no more. A node alone that waits for the others is well: they find it by DNS,
 * which names only those who are, and ECS would have it start anew for ever.
 */
const HEALTH_URL = `http://127.0.0.1:${HEALTH_PORT}/healthz?js-enabled-only=true`;

export interface NatsTaskOptions {
  /** Without the project in front. */
  readonly name: string;
  readonly repositoryUrl: string;
  readonly start: NatsStart;
  /** ARNs of secrets by variables. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly storage: NatsStorage;
  readonly store: NatsStore;
  readonly logs: CloudwatchLogGroup;
  readonly executionRoleArn: string;
  readonly roleArn: string;
}

/** One nats-server as Fargate runs it: without root, without rights, and with nothing to write to but its store. */
export function addNatsTask(stack: ProjectStack, options: NatsTaskOptions): EcsTaskDefinition {
  const { name, storage, store } = options;
  return new EcsTaskDefinition(stack, `${name}-task`, {
    family: stack.named(name),
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: String(CPU),
    memory: String(MEMORY_MB),
    runtimePlatform: {
      operatingSystemFamily: 'LINUX',
      cpuArchitecture: stack.settings.cpu_architecture,
    },
    executionRoleArn: options.executionRoleArn,
    taskRoleArn: options.roleArn,
    containerDefinitions: JSON.stringify([containerOf(stack, options)]),
    volume: [
      {
        name: 'store',
        efsVolumeConfiguration: {
          fileSystemId: storage.fileSystem.id,
          transitEncryption: 'ENABLED',
          authorizationConfig: { accessPointId: store.accessPoint.id, iam: 'ENABLED' },
        },
      },
    ],
  });
}

function containerOf({ settings }: ProjectStack, options: NatsTaskOptions): Record<string, unknown> {
  const { repositoryUrl, start, secrets, store, logs } = options;
  const environment = {
    ...start.environment,
    GOMEMLIMIT: `${HEAP_MB}MiB`,
    // nats-server reads its passwords when it starts: a new version makes it start.
    REGPIPE_ROTATION: String(settings.secrets_version),
  };
  return {
    name: 'nats',
    image: `${repositoryUrl}:${NATS_TAG}`,
    essential: true,
    entryPoint: start.command.slice(0, 2),
    command: start.command.slice(2),
    environment: Object.entries(environment).map(([name, value]) => ({ name, value })),
    secrets: Object.entries(secrets).map(([name, valueFrom]) => ({ name, valueFrom })),
    portMappings: [CLIENTS_PORT, ROUTES_PORT].map((containerPort) => ({ containerPort, protocol: 'tcp' })),
    mountPoints: [{ sourceVolume: 'store', containerPath: DIRECTORY, readOnly: false }],
    user: `${store.user}:${store.user}`,
    readonlyRootFilesystem: true,
    linuxParameters: { capabilities: { add: [], drop: ['ALL'] } },
    healthCheck: {
      command: ['CMD', 'wget', '-q', '-O-', HEALTH_URL],
      interval: 10,
      timeout: 5,
      retries: 3,
      // To read its store.
      startPeriod: 120,
    },
    stopTimeout: 60,
    logConfiguration: {
      logDriver: 'awslogs',
      options: {
        'awslogs-group': logs.name,
        'awslogs-region': settings.region,
        'awslogs-stream-prefix': 'nats',
      },
    },
  };
}
