import { describe, expect, test } from 'vitest';

import { SERVICE_NAMES } from './services.ts';
import { NETWORK } from '../../testing/test-network.ts';
import { arnOf, EXISTING_DATA } from './testing/made-up-inputs.ts';
import { containerOf, resource, synthesiseRuntime } from './testing/synthesise-runtime.ts';

interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

const stack = synthesiseRuntime();
const tasks = [...SERVICE_NAMES, 'migrate'];

function statementsOf(name: string, of = stack): readonly PolicyStatement[] {
  const policy = resource(of, 'aws_iam_role_policy', `${name}-execution-policy`);
  expect(policy['role']).toBe(`\${aws_iam_role.${name}-execution-role.id}`);
  return (JSON.parse(String(policy['policy'])) as { Statement: readonly PolicyStatement[] }).Statement;
}

function readSecrets(name: string, of = stack): readonly string[] {
  return statementsOf(name, of).find(({ Sid }) => Sid === 'ReadSecrets')?.Resource ?? [];
}

/** The ARNs that a container names, without the keys in them. */
function namedSecrets(name: string, of = stack): readonly string[] {
  return containerOf(of, name).secrets.map(({ valueFrom }) => valueFrom.replace(/:[^:]+::$/, ''));
}

describe.each(tasks)('%s', (name) => {
  test('is started by one who may pull our image, write its log, read its secrets, and nothing else', () => {
    expect(statementsOf(name)).toEqual([
      {
        ...{ Sid: 'OpenRegistry', Effect: 'Allow' },
        ...{ Action: ['ecr:GetAuthorizationToken'], Resource: ['*'] },
      },
      {
        ...{ Sid: 'PullImage', Effect: 'Allow' },
        Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
        Resource: [NETWORK.repositories.regpipe.arn],
      },
      {
        ...{ Sid: 'WriteLog', Effect: 'Allow' },
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: [`\${aws_cloudwatch_log_group.${name}-logs.arn}:*`],
      },
      {
        ...{ Sid: 'ReadSecrets', Effect: 'Allow' },
        Action: ['secretsmanager:GetSecretValue'],
        Resource: namedSecrets(name),
      },
    ]);
  });

  test('reads exactly the secrets that its container names, also of existing servers', () => {
    const existing = synthesiseRuntime({ data: EXISTING_DATA });
    for (const of of [stack, existing]) {
      expect(namedSecrets(name, of).length).toBeGreaterThan(0);
      expect([...readSecrets(name, of)].sort()).toEqual([...namedSecrets(name, of)].sort());
    }
  });

  test('has roles that ECS alone takes on', () => {
    for (const kind of ['execution', 'task']) {
      const { assume_role_policy: trust } = resource(stack, 'aws_iam_role', `${name}-${kind}-role`);
      expect(JSON.parse(String(trust))).toMatchObject({
        Statement: [{ Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: ['sts:AssumeRole'] }],
      });
    }
  });
});

test('no program may do anything in AWS', () => {
  const programs = tasks.map((name) => `\${aws_iam_role.${name}-task-role.`);
  const policies = Object.values(stack.resources('aws_iam_role_policy'));
  const allowed = policies.filter(({ role }) => programs.some((program) => String(role).startsWith(program)));
  expect(allowed).toEqual([]);
  expect(stack.resources('aws_iam_role_policy_attachment')).toEqual({});
});

test('the administrator of the database is known to the migration alone, by the key in its secret', () => {
  const admin = arnOf('of-rds');
  expect(tasks.filter((name) => readSecrets(name).includes(admin))).toEqual(['migrate']);
  expect(containerOf(stack, 'migrate').secrets).toContainEqual({
    name: 'MIGRATION_DATABASE_PASSWORD',
    valueFrom: `${admin}:password::`,
  });
});

test('no two services share a password but tracker and loader, who are one role', () => {
  const readers = new Map<string, string[]>();
  for (const name of SERVICE_NAMES) {
    for (const arn of readSecrets(name)) readers.set(arn, [...(readers.get(arn) ?? []), name]);
  }
  const shared = [...readers].filter(([, names]) => names.length > 1);
  expect(shared).toEqual([[arnOf('db/loader'), ['loader', 'tracker']]]);
});
