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

const BUCKET =
  'arn:${data.aws_partition.partition.partition}:s3:::etl-log-demo-incoming-${data.aws_caller_identity.account.account_id}';
const QUEUE =
  'arn:${data.aws_partition.partition.partition}:sqs:ap-northeast-1:${data.aws_caller_identity.account.account_id}:etl-log-demo-ingest';

/** What a program may do in AWS, action by action. */
function rightsOf(name: string, of = stack): Readonly<Record<string, readonly string[]>> {
  const policies = Object.values(of.resources('aws_iam_role_policy'));
  const own = policies.filter(({ role }) => role === `\${aws_iam_role.${name}-task-role.id}`);
  const statements = own.flatMap(
    ({ policy }) => (JSON.parse(String(policy)) as { Statement: readonly PolicyStatement[] }).Statement,
  );
  return Object.fromEntries(
    statements.flatMap(({ Action, Resource }) => Action.map((action) => [action, Resource])),
  );
}

test('two programs may do anything in AWS: those who work with dropped files', () => {
  expect(tasks.filter((name) => Object.keys(rightsOf(name)).length > 0).sort()).toEqual([
    'fetcher',
    'intake',
  ]);
  expect(stack.resources('aws_iam_role_policy_attachment')).toEqual({});
});

test('the fetcher reads dropped files, and nothing else', () => {
  expect(rightsOf('fetcher')).toEqual({ 's3:GetObject': [`${BUCKET}/incoming/*`] });
});

test('the intake reads dropped files, moves them away, and writes what came of them', () => {
  const away = ['processed', 'failed', 'results'].map((folder) => `${BUCKET}/${folder}/*`);
  const all = [`${BUCKET}/incoming/*`, ...away];
  expect(rightsOf('intake')).toEqual({
    ...{ 's3:ListBucket': [BUCKET], 's3:GetObject': all, 's3:GetObjectTagging': all },
    ...{ 's3:PutObject': away, 's3:PutObjectTagging': away },
    's3:DeleteObject': [`${BUCKET}/incoming/*`],
    ...Object.fromEntries(
      ['ReceiveMessage', 'DeleteMessage', 'ChangeMessageVisibility', 'GetQueueAttributes'].map((action) => [
        `sqs:${action}`,
        [QUEUE],
      ]),
    ),
  });
});

test('it lists the folders of dropped files alone, and may ask whether a single one is there', () => {
  const policy = resource(stack, 'aws_iam_role_policy', 'intake-task-policy')['policy'];
  const { Statement: statements } = JSON.parse(String(policy)) as { Statement: readonly PolicyStatement[] };
  expect(statements.find(({ Action }) => Action.includes('s3:ListBucket'))).toMatchObject({
    Condition: {
      StringLikeIfExists: { 's3:prefix': ['incoming/*', 'processed/*', 'failed/*', 'results/*'] },
    },
  });
});

test('it takes from a queue only where there is one', () => {
  const given = { certificate_arn: 'arn:aws:acm:x:1:certificate/1', gateway_domain: 'regpipe.example' };
  const called = Object.keys(rightsOf('intake', synthesiseRuntime({}, given)));
  expect(called.filter((action) => action.startsWith('sqs:'))).toEqual([]);
  expect(called).toContain('s3:ListBucket');
});

test('the administrator of the database is known to the migration alone, by the key in its secret', () => {
  const admin = arnOf('of-rds');
  expect(tasks.filter((name) => readSecrets(name).includes(admin))).toEqual(['migrate']);
  expect(containerOf(stack, 'migrate').secrets).toContainEqual({
    name: 'MIGRATION_DATABASE_PASSWORD',
    valueFrom: `${admin}:password::`,
  });
});

test('no two services share a secret but tracker and loader, who are one role, and the first token of the API', () => {
  const readers = new Map<string, string[]>();
  for (const name of SERVICE_NAMES) {
    for (const arn of readSecrets(name)) readers.set(arn, [...(readers.get(arn) ?? []), name]);
  }
  const shared = [...readers].filter(([, names]) => names.length > 1);
  expect(Object.fromEntries(shared)).toEqual({
    [arnOf('db/loader')]: ['loader', 'tracker'],
    [arnOf('api-token')]: ['query', 'gateway'],
  });
});
