import type { Block, Synthesised } from '../../../testing/synthesise.ts';
import { synthesise } from '../../../testing/synthesise.ts';
import { testSettings } from '../../../testing/test-settings.ts';
import { type RuntimeInputs, RuntimeStack } from '../runtime-stack.ts';
import { NETWORK, TOPIC_ARN } from '../../../testing/test-network.ts';
import { DATA } from './made-up-inputs.ts';

/** The stack as terraform gets to see it, with made-up servers of ours unless told otherwise. */
export function synthesiseRuntime(
  inputs: Partial<RuntimeInputs> = {},
  settings: Readonly<Record<string, string>> = {},
): Synthesised {
  const all = { network: NETWORK, data: DATA, topicArn: TOPIC_ARN, ...inputs };
  const stack = synthesise((app) => new RuntimeStack(app, testSettings(settings), all)).get('runtime');
  if (stack === undefined) throw new Error('no such stack');
  return stack;
}

/** @throws Error where there is none of the name */
export function resource(stack: Synthesised, type: string, name: string): Block {
  const found = stack.resources(type)[name];
  if (found === undefined) throw new Error(`no ${type} ${name}`);
  return found;
}

/** A container as ECS reads it; only what the tests ask for. */
export interface Container {
  readonly name: string;
  readonly image: string;
  readonly command: readonly string[];
  readonly user: string;
  readonly readonlyRootFilesystem: boolean;
  readonly linuxParameters: Readonly<Record<string, unknown>>;
  readonly stopTimeout: number;
  readonly environment: readonly { readonly name: string; readonly value: string }[];
  readonly secrets: readonly { readonly name: string; readonly valueFrom: string }[];
  readonly portMappings?: readonly unknown[];
  readonly healthCheck?: { readonly command: readonly string[] };
  readonly logConfiguration: Readonly<Record<string, unknown>>;
}

/** The only container of a task. */
export function containerOf(stack: Synthesised, task: string): Container {
  const text = resource(stack, 'aws_ecs_task_definition', `${task}-definition`)['container_definitions'];
  const [container, ...others] = JSON.parse(String(text)) as readonly Container[];
  if (container === undefined || others.length > 0) throw new Error(`${task} has not one container`);
  return container;
}

/** What a container is told in plain text, by name. */
export function plainOf({ environment }: Container): Readonly<Record<string, string>> {
  return Object.fromEntries(environment.map(({ name, value }) => [name, value]));
}
