import { done, type Input, type Operations } from './json-answer.ts';
import type { PlayedDefinitions } from './played-definitions.ts';
import { ACCOUNT, REGION } from './played-ecr.ts';
import type { Fate, PlayedServices } from './played-services.ts';

interface PlayedTask {
  readonly arn: string;
  readonly taskDefinition: string;
  readonly network: unknown;
  looks: number;
}

const LOOKS = 3;

/** Tasks that are run by themselves, and those of services that have failed. */
export class PlayedTasks {
  readonly all: PlayedTask[] = [];
  /** How the tasks end that are run by themselves. */
  fate: Fate = 'works';
  /** Why none can be started. */
  lacking: string | undefined;
  readonly #cluster: string;
  readonly #definitions: PlayedDefinitions;
  readonly #services: PlayedServices;

  constructor(cluster: string, definitions: PlayedDefinitions, services: PlayedServices) {
    this.#cluster = cluster;
    this.#definitions = definitions;
    this.#services = services;
  }

  readonly operations: Operations = {
    RunTask: (input) => this.#runTask(input),
    ListTasks: (input) => this.#listTasks(input),
    DescribeTasks: (input) => {
      const arns = input['tasks'] as readonly string[];
      const tasks = this.all.filter(({ arn }) => arns.includes(arn));
      return done({ tasks: tasks.map((task) => this.#describe(task)), failures: [] });
    },
  };

  #runTask(input: Input) {
    if (input['launchType'] !== 'FARGATE' || input['networkConfiguration'] === undefined) {
      return { error: 'InvalidParameterException', message: 'Network Configuration must be provided.' };
    }
    if (this.lacking !== undefined) return done({ tasks: [], failures: [{ reason: this.lacking }] });
    const task = this.#add(String(input['taskDefinition']), input['networkConfiguration']);
    return done({ tasks: [{ taskArn: task.arn, lastStatus: 'PROVISIONING' }], failures: [] });
  }

  /** A stopped one for each failed deployment of the service; and one of a deployment long ago. */
  #listTasks(input: Input) {
    const deployments = this.#services.all.get(String(input['serviceName']))?.deployments ?? [];
    const failed = deployments.filter(({ rolloutState }) => rolloutState === 'FAILED');
    const [oldest] = this.#definitions.all;
    const stopped = [...failed.map(({ taskDefinition }) => taskDefinition), oldest?.arn ?? ''];
    return done({ taskArns: stopped.map((definition) => this.#add(definition, null, LOOKS).arn) });
  }

  #add(taskDefinition: string, network: unknown, looks = 0): PlayedTask {
    const id = (this.all.length + 1).toString(16).padStart(32, '0');
    const arn = `arn:aws:ecs:${REGION}:${ACCOUNT}:task/${this.#cluster}/${id}`;
    const task = { arn, taskDefinition, network, looks };
    this.all.push(task);
    return task;
  }

  #describe(task: PlayedTask): object {
    task.looks += 1;
    const family = this.#definitions.find(task.taskDefinition)?.family ?? '';
    const fate = task.network === null ? (this.#services.fates.get(family) ?? 'works') : this.fate;
    const common = { taskArn: task.arn, taskDefinitionArn: task.taskDefinition };
    if (task.looks < LOOKS || fate === 'stuck') return { ...common, lastStatus: 'RUNNING', containers: [{}] };
    const end =
      fate === 'works' ? { stoppedReason: 'Essential container in task exited', exitCode: 0 } : fate;
    const { stoppedReason, exitCode } = end;
    return { ...common, lastStatus: 'STOPPED', stoppedReason, containers: [{ name: 'app', exitCode }] };
  }
}
