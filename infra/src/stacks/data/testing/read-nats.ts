import type { Block, Synthesised } from '../../../testing/synthesise.ts';

export interface Container {
  readonly image: string;
  readonly command: readonly string[];
  /** Of its environment, by name. */
  readonly variables: Readonly<Record<string, string>>;
  /** ARNs by variables. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly logGroup: string | undefined;
}

interface Definition extends Omit<Container, 'secrets' | 'variables' | 'logGroup'> {
  readonly environment: readonly { readonly name: string; readonly value: string }[];
  readonly secrets: readonly { readonly name: string; readonly valueFrom: string }[];
  readonly logConfiguration: { readonly options: Readonly<Record<string, string>> };
}

/** The only container of a task definition. */
export function containerOf(task: Block): Container {
  const [container, ...others] = JSON.parse(String(task['container_definitions'])) as Definition[];
  if (container === undefined || others.length > 0) throw new Error('The task has not one container.');
  const { environment, secrets, logConfiguration, ...rest } = container;
  return {
    ...rest,
    variables: Object.fromEntries(environment.map(({ name, value }) => [name, value])),
    secrets: Object.fromEntries(secrets.map(({ name, valueFrom }) => [name, valueFrom])),
    logGroup: logConfiguration.options['awslogs-group'],
  };
}

export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: unknown;
}

/** What a role may do, all its policies taken together. */
export function statementsOf(stack: Synthesised, role: string): readonly PolicyStatement[] {
  return Object.values(stack.resources('aws_iam_role_policy'))
    .filter((policy) => policy['role'] === `\${aws_iam_role.${role}.id}`)
    .flatMap(({ policy }) => (JSON.parse(String(policy)) as { Statement: PolicyStatement[] }).Statement);
}
