import type { SecretValue } from '../data/data.ts';
import type { Environment } from './environment.ts';

export interface ContainerOptions {
  readonly name: string;
  readonly image: string;
  /** The program and its arguments, behind the image's node. */
  readonly command: readonly string[];
  readonly environment: Environment;
  readonly logGroup: string;
  readonly region: string;
  readonly port?: number;
  /** A task that runs once is asked for nothing but its exit code. */
  readonly healthCommand?: readonly string[];
}

/** As in docker-compose.yml. It is taken from the task's memory. */
const TMP_MIB = 16;

/** A service releases everything within nine seconds, or ends. */
const STOP_S = 30;

/**
 * Lines that wait in the task while CloudWatch does not take them; the oldest go. It would otherwise be the service that
 * waits, in the middle of its work.
 */
const LOG_BUFFER = '4m';

/** The only container of a task, as ECS reads it. */
export function containerDefinitions(options: ContainerOptions): string {
  const { name, image, command, environment, port, healthCommand } = options;
  return JSON.stringify([
    {
      name,
      image,
      command,
      essential: true,
      user: '1000:1000',
      readonlyRootFilesystem: true,
      linuxParameters: {
        initProcessEnabled: true,
        capabilities: { drop: ['ALL'] },
        // A volume would belong to root, and the service could not write its health to it.
        tmpfs: [{ containerPath: '/tmp', size: TMP_MIB, mountOptions: ['noexec', 'nosuid', 'nodev'] }],
      },
      stopTimeout: STOP_S,
      environment: Object.entries(environment.plain).map(([key, value]) => ({ name: key, value })),
      secrets: Object.entries(environment.secret).map(([key, secret]) => ({
        name: key,
        valueFrom: valueFrom(secret),
      })),
      ...(port === undefined
        ? {}
        : { portMappings: [{ containerPort: port, hostPort: port, protocol: 'tcp' }] }),
      ...(healthCommand === undefined
        ? {}
        : {
            healthCheck: {
              command: ['CMD', ...healthCommand],
              interval: 10,
              timeout: 5,
              retries: 3,
              // It may wait half a minute for somebody to migrate.
              startPeriod: 120,
            },
          }),
      logConfiguration: {
        logDriver: 'awslogs',
        options: {
          'awslogs-group': options.logGroup,
          'awslogs-region': options.region,
          'awslogs-stream-prefix': 'ecs',
          mode: 'non-blocking',
          'max-buffer-size': LOG_BUFFER,
        },
      },
    },
  ]);
}

/** How ECS is told of a value of Secrets Manager: newest version, whole or by its key. */
function valueFrom({ arn, key }: SecretValue): string {
  return key === undefined ? arn : `${arn}:${key}::`;
}
