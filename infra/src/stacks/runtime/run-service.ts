import { addMetricFilters } from '../../constructs/metric-filters.ts';
import type { ProjectStack } from '../../constructs/project-stack.ts';
import type { Network } from '../network/network.ts';
import type { Cluster } from './cluster.ts';
import { environmentOf, type EnvironmentOptions } from './environment.ts';
import { FRONTS } from './front/fronts.ts';
import type { FrontTarget } from './front/load-balancer.ts';
import { addScaling } from './scaling.ts';
import { addServiceAlarms } from './service-alarms.ts';
import { addService } from './service.ts';
import { type Service, SERVICES } from './services.ts';
import { rightsOf } from './task-rights.ts';
import { addTask } from './task.ts';

export interface RunServiceOptions extends Omit<EnvironmentOptions, 'secretsVersion' | 'region'> {
  readonly network: Network;
  readonly cluster: Cluster;
  readonly topicArn: string;
  /** Where the load balancer sends its requests, of one that takes any. */
  readonly target: FrontTarget | undefined;
}

export interface RunningService {
  /** As ECS knows it. */
  readonly serviceName: string;
}

/**
 * It could work once and lives since. Not whether it can work now: ECS would replace the tasks of all services over and
 * over while PostgreSQL or NATS is away, which each waits for by itself.
 */
const HEALTH_COMMAND = ['/app/packages/runtime/healthy.sh', 'begun'];

/** A service with all that belongs to it: its task, its scaling, and what is watched of it. */
export function runService(stack: ProjectStack, name: Service, options: RunServiceOptions): RunningService {
  const { network, cluster, topicArn, target, arrivals } = options;
  const { settings } = stack;
  const { front, scaling, nodeFlags = [] } = SERVICES[name];
  const task = addTask(stack, {
    name,
    network,
    command: [...nodeFlags, `services/${name}/src/main.ts`],
    environment: environmentOf(name, {
      ...options,
      region: settings.region,
      secretsVersion: settings.secrets_version,
    }),
    rights: rightsOf(name, arrivals),
    healthCommand: HEALTH_COMMAND,
    ...(front === undefined ? {} : { port: FRONTS[front].port }),
  });
  addMetricFilters(stack, { id: name, group: task.logs.name });
  const { name: serviceName } = addService(stack, {
    name,
    taskDefinitionArn: task.definition.arn,
    cluster,
    network,
    target,
  });
  const known = { name, clusterName: cluster.name, serviceName };
  if (scaling !== undefined) {
    addScaling(stack, { ...known, ...scaling, requestLabel: target?.requestLabel });
  }
  addServiceAlarms(stack, { ...known, topicArn });
  return { serviceName };
}
