import { done, type Input, type JsonAnswer, type Operations, seconds } from './json-answer.ts';
import type { PlayedDefinitions } from './played-definitions.ts';
import { ACCOUNT, REGION } from './played-ecr.ts';

interface PlayedDeployment {
  readonly id: string;
  readonly taskDefinition: string;
  readonly createdAt: Date;
  /** How often it has been looked at. */
  looks: number;
  status: 'PRIMARY' | 'ACTIVE';
  rolloutState: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';
  rolloutStateReason: string;
}

interface PlayedService {
  readonly name: string;
  deployments: PlayedDeployment[];
}

/** How the tasks of a task definition do: `stuck` ones neither work nor fail. */
export type Fate = 'works' | 'stuck' | { readonly stoppedReason: string; readonly exitCode: number };

const DESIRED = 2;
/** A deployment has come to its end when it has been looked at so often. */
const LOOKS = 3;

/** Services whose deployments go on with each look at them; with the circuit breaker that rolls back. */
export class PlayedServices {
  readonly all = new Map<string, PlayedService>();
  /** By the family of the task definition. */
  readonly fates = new Map<string, Fate>();
  readonly #definitions: PlayedDefinitions;
  readonly #cluster: string;
  #made = 0;

  constructor(cluster: string, definitions: PlayedDefinitions) {
    this.#cluster = cluster;
    this.#definitions = definitions;
  }

  readonly operations: Operations = {
    DescribeServices: (input) => this.#inCluster(input, () => this.#describeServices(input)),
    UpdateService: (input) => this.#inCluster(input, () => this.#updateService(input)),
  };

  /** A service that has come to its end with this task definition. */
  add(name: string, taskDefinition: string): void {
    const deployment = this.#deployment(taskDefinition);
    this.all.set(name, { name, deployments: [{ ...deployment, looks: LOOKS, rolloutState: 'COMPLETED' }] });
  }

  /** `family:revision` that a service is brought to, or has come to. */
  used(name: string): string | undefined {
    const primary = this.all.get(name)?.deployments.find(({ status }) => status === 'PRIMARY');
    return primary?.taskDefinition.slice(primary.taskDefinition.lastIndexOf('/') + 1);
  }

  update(name: string, taskDefinition: string): void {
    const service = this.all.get(name);
    if (service === undefined) throw new TypeError(`There is no service ${name}.`);
    for (const deployment of service.deployments) deployment.status = 'ACTIVE';
    service.deployments.unshift(this.#deployment(taskDefinition));
  }

  #inCluster(input: Input, answer: () => JsonAnswer): JsonAnswer {
    if (this.all.size === 0 || input['cluster'] !== this.#cluster) {
      return { error: 'ClusterNotFoundException', message: 'Cluster not found.' };
    }
    return answer();
  }

  #describeServices(input: Input): JsonAnswer {
    const names = input['services'] as readonly string[];
    const found = names.flatMap((name) => this.all.get(name) ?? []);
    for (const service of found) this.#goOn(service);
    return done({ services: found.map((service) => this.#describe(service)), failures: [] });
  }

  #updateService(input: Input): JsonAnswer {
    const name = String(input['service']);
    const service = this.all.get(name);
    const wanted = this.#definitions.find(String(input['taskDefinition']));
    if (service === undefined) return { error: 'ServiceNotFoundException', message: 'Service not found.' };
    if (wanted?.status !== 'ACTIVE') {
      return { error: 'ClientException', message: 'TaskDefinition is inactive' };
    }
    this.update(name, wanted.arn);
    return done({ service: this.#describe(service) });
  }

  #deployment(taskDefinition: string): PlayedDeployment {
    this.#made += 1;
    const id = `ecs-svc/${String(this.#made).padStart(19, '0')}`;
    const createdAt = new Date(Date.now() + this.#made);
    return {
      ...{ id, taskDefinition, createdAt, looks: 0, status: 'PRIMARY', rolloutState: 'IN_PROGRESS' },
      rolloutStateReason: `ECS deployment ${id} in progress.`,
    };
  }

  #goOn(service: PlayedService): void {
    const [primary] = service.deployments;
    if (primary?.rolloutState !== 'IN_PROGRESS') return;
    primary.looks += 1;
    const fate = this.#fateOf(primary);
    if (primary.looks < LOOKS || fate === 'stuck') return;
    if (fate === 'works') {
      primary.rolloutState = 'COMPLETED';
      service.deployments = [primary];
      return;
    }
    primary.rolloutState = 'FAILED';
    primary.rolloutStateReason = 'ECS deployment circuit breaker: tasks failed to start.';
    const before = service.deployments.find(({ rolloutState }) => rolloutState === 'COMPLETED');
    if (before === undefined) return;
    this.update(service.name, before.taskDefinition);
    const [back] = service.deployments;
    if (back !== undefined) {
      back.rolloutStateReason = `ECS deployment circuit breaker: rolling back to deploymentId ${before.id}.`;
    }
  }

  #fateOf({ taskDefinition }: PlayedDeployment): Fate {
    const definition = this.#definitions.find(taskDefinition);
    // What ECS goes back to has worked before.
    const isNewest = this.#definitions.find(definition?.family ?? '')?.arn === taskDefinition;
    return isNewest ? (this.fates.get(definition?.family ?? '') ?? 'works') : 'works';
  }

  #describe({ name, deployments }: PlayedService): object {
    const [primary] = deployments;
    return {
      ...{ serviceName: name, status: 'ACTIVE', desiredCount: DESIRED },
      serviceArn: `arn:aws:ecs:${REGION}:${ACCOUNT}:service/${this.#cluster}/${name}`,
      taskDefinition: primary?.taskDefinition,
      deployments: deployments.map((deployment) => this.#describeDeployment(deployment)),
      events: [],
    };
  }

  #describeDeployment(deployment: PlayedDeployment): object {
    const { id, taskDefinition, createdAt, looks, ...rest } = deployment;
    const works = this.#fateOf(deployment) === 'works';
    return {
      ...{ id, taskDefinition, createdAt: seconds(createdAt), desiredCount: DESIRED },
      ...{
        status: rest.status,
        rolloutState: rest.rolloutState,
        rolloutStateReason: rest.rolloutStateReason,
      },
      runningCount: works ? Math.min(looks, DESIRED) : 0,
      failedTasks: rest.rolloutState === 'FAILED' ? 3 : 0,
    };
  }
}
