import { expect, test } from 'vitest';

import { handMadeStack } from '../hand-made-stack.ts';
import { findDanglingReferences } from './dangling-references.ts';
import { findLiteralSecrets } from './literal-secrets.ts';
import { findOpenGroups } from './open-groups.ts';
import { findKeptSecrets, findOpenSecrets } from './open-secrets.ts';
import { findRepeatedNames } from './repeated-names.ts';

const network = handMadeStack('network', {
  resource: { aws_vpc: { main: { cidr_block: '10.0.0.0/16' } } },
  output: { vpc_id: { value: '${aws_vpc.main.id}' } },
});

/** A stack that refers to one thing. */
const refersTo = (text: string) =>
  handMadeStack('runtime', {
    resource: { aws_lb: { front: { name: text } } },
    data: {
      aws_region: { here: {} },
      terraform_remote_state: {
        network: { backend: 'local', config: { path: '../../../state/network.tfstate' } },
        runtime: { backend: 's3', config: { bucket: 'b', key: 'project/runtime.tfstate' } },
      },
    },
    ephemeral: { aws_secretsmanager_random_password: { made: {} } },
    variable: { given: {} },
  });

test.each([
  'no reference, not even $${aws_lb.gone.arn}',
  '${aws_lb.front.arn}',
  'arn:${data.aws_region.here.id}:${var.given}',
  '${ephemeral.aws_secretsmanager_random_password.made.random_password}',
  '${data.terraform_remote_state.network.outputs.vpc_id}',
  '${join(",", [for each in aws_lb.front.subnets : each.id])}',
  '${jsonencode({"Resource" = "${aws_lb.front.arn}/aws_lb.gone.arn"})}',
  '{"Statement": [{"Resource": "${aws_lb.front.arn}"}], "Version": "2012-10-17"}',
])('%s is there', (text) => {
  expect(findDanglingReferences([network, refersTo(text)])).toEqual([]);
});

test.each([
  '${aws_lb.gone.arn}',
  '${data.aws_region.there.id}',
  '${var.forgotten}',
  '${ephemeral.aws_secretsmanager_random_password.other.random_password}',
  '${data.terraform_remote_state.network.outputs.subnet_ids}',
  // Its own state, which has no such output, and which is not there before it.
  '${data.terraform_remote_state.runtime.outputs.vpc_id}',
  '${join(",", aws_lb.gone[*].arn)}',
  '{"Statement": [{"Resource": "${aws_lb.gone.arn}"}], "Version": "2012-10-17"}',
])('%s is missed', (text) => {
  expect(findDanglingReferences([network, refersTo(text)])).not.toEqual([]);
});

test('what is waited for has to be there, too', () => {
  const waits = (...names: readonly string[]) =>
    handMadeStack('network', { resource: { aws_vpc: { main: { depends_on: names } } } });
  expect(findDanglingReferences([waits('aws_vpc.main')])).toEqual([]);
  expect(findDanglingReferences([waits('aws_vpc.gone')])).not.toEqual([]);
});

test('a stack does not refer to one that is applied after it', () => {
  const text = '${data.terraform_remote_state.network.outputs.vpc_id}';
  expect(findDanglingReferences([refersTo(text), network])).not.toEqual([]);
});

test('a name may stand twice only where there are two spaces for it', () => {
  const stream = (group: string) => ({ name: 'console', log_group_name: group });
  const streams = (one: string, other: string) =>
    handMadeStack('monitoring', {
      resource: { aws_cloudwatch_log_stream: { one: stream(one), other: stream(other) } },
    });
  expect(findRepeatedNames([streams('a', 'b')])).toEqual([]);
  expect(findRepeatedNames([streams('a', 'a')])).not.toEqual([]);
  const queue = (stack: string) =>
    handMadeStack(stack, { resource: { aws_sqs_queue: { ingest: { name: 'ingest' } } } });
  expect(findRepeatedNames([queue('runtime'), queue('ingest')])).not.toEqual([]);
});

const resource = (type: string, block: Readonly<Record<string, unknown>>) => [
  handMadeStack('data', { resource: { [type]: { it: block } } }),
];

test.each([
  ['a password', resource('aws_db_instance', { password: 'hunter2' })],
  ['one of a write-only argument', resource('aws_x', { secret_string_wo: 'hunter2' })],
  ['an access key', resource('aws_x', { tags: { note: `AKIA${'0'.repeat(16)}` } })],
  ['an address with a password', resource('aws_x', { url: 'postgres://somebody:hunter2@host/db' })],
  [
    'a secret in a plain environment',
    resource('aws_ecs_task_definition', {
      container_definitions: JSON.stringify([{ environment: [{ name: 'DATABASE_PASSWORD', value: 'x' }] }]),
    }),
  ],
])('%s in the configuration is found', (_what, stacks) => {
  expect(findLiteralSecrets(stacks)).not.toEqual([]);
});

test.each([
  ['a reference to a password', resource('aws_db_instance', { password: '${var.password}' })],
  ['an address without one', resource('aws_x', { url: 'postgres://somebody@host/db' })],
  [
    'a secret that ECS reads',
    resource('aws_ecs_task_definition', {
      container_definitions: JSON.stringify([{ secrets: [{ name: 'DATABASE_PASSWORD', valueFrom: 'arn' }] }]),
    }),
  ],
])('%s is none', (_what, stacks) => {
  expect(findLiteralSecrets(stacks)).toEqual([]);
});

test('an output that shows a secret is marked, and so is a variable that holds one', () => {
  const key = { resource: { aws_iam_access_key: { it: {} } } };
  const value = '${aws_iam_access_key.it.secret}';
  const shows = (output: object) => [handMadeStack('monitoring', { ...key, output: { key: { ...output } } })];
  expect(findOpenSecrets(shows({ value }))).not.toEqual([]);
  expect(findOpenSecrets(shows({ value, sensitive: true }))).toEqual([]);
  expect(findOpenSecrets(shows({ value: '${aws_iam_access_key.it.id}' }))).toEqual([]);
  expect(findOpenSecrets([handMadeStack('data', { variable: { hook_token: {} } })])).not.toEqual([]);
});

test('what is to be forgotten stands in write-only arguments alone', () => {
  const variable = { given: { sensitive: true, ephemeral: true } };
  const keeps = (key: string) => [
    handMadeStack('data', { variable, resource: { aws_x: { it: { [key]: '${var.given}' } } } }),
  ];
  expect(findKeptSecrets(keeps('secret_string_wo'))).toEqual([]);
  expect(findKeptSecrets(keeps('secret_string'))).not.toEqual([]);
});

test.each([
  ['aws_security_group', { egress: [{ cidr_blocks: ['0.0.0.0/0'] }] }, 1],
  ['aws_security_group', { ingress: [{ ipv6_cidr_blocks: ['::/0'] }] }, 1],
  ['aws_vpc_security_group_egress_rule', { cidr_ipv4: '0.0.0.0/0' }, 1],
  ['aws_vpc_security_group_ingress_rule', { ip_protocol: 'tcp' }, 1],
  ['aws_vpc_security_group_ingress_rule', { cidr_ipv4: '10.0.0.0/16' }, 0],
  ['aws_vpc_security_group_ingress_rule', { referenced_security_group_id: '${x.y.id}' }, 0],
])('%s with %j', (type, block, problems) => {
  expect(findOpenGroups(resource(type, block))).toHaveLength(problems);
});
