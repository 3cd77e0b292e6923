import { expect, test } from 'vitest';

import { IngestStack } from '../stacks/ingest/ingest-stack.ts';
import { findStatementProblems, type StatementReason } from './find-statement-problems.ts';
import { handMadeStack } from './hand-made-stack.ts';
import { statementsIn } from './statements.ts';
import { synthesise } from './synthesise.ts';
import { NETWORK } from './test-network.ts';
import { testSettings } from './test-settings.ts';

const GOOD = { Sid: 'Read', Effect: 'Allow', Action: ['s3:GetObject'], Resource: ['arn:aws:s3:::b/*'] };
const REASON: StatementReason = { stack: 'data', sid: 'Read', reason: 'It reads.' };

const stackWith = (...statements: readonly object[]) =>
  handMadeStack('data', {
    resource: {
      aws_iam_role_policy: {
        reader: { policy: JSON.stringify({ Version: '2012-10-17', Statement: statements }) },
      },
    },
  });

const problemsOf = (statement: object, reasons: readonly StatementReason[] = [REASON]) =>
  findStatementProblems(statementsIn(stackWith(statement)), reasons);

test('a statement that is narrow and explained is all right', () => {
  expect(problemsOf(GOOD)).toEqual([]);
});

test.each([
  ['needs a Sid', { Sid: undefined }],
  ['is explained nowhere', { Sid: 'Other' }],
  ['has the action s3:*', { Action: ['s3:*'] }],
  ['has the action *', { Action: '*' }],
  ['is about every resource', { Resource: '*' }],
  ['by NotAction', { Action: undefined, NotAction: ['s3:GetObject'] }],
  ['allows it to everybody', { Principal: '*' }],
  ['allows it to everybody', { Principal: { AWS: ['*'] } }],
])('one that %s is found', (problem, change) => {
  expect(problemsOf({ ...GOOD, ...change })).toContainEqual(expect.stringContaining(problem));
});

test('every resource has a reason of its own, which goes with it', () => {
  const wide = { ...REASON, everyResource: 'The action knows no other.' };
  expect(problemsOf({ ...GOOD, Resource: '*' }, [wide])).toEqual([]);
  expect(problemsOf(GOOD, [wide])).not.toEqual([]);
});

test('an explanation goes when its statement does', () => {
  const gone = { stack: 'data', sid: 'Write', reason: 'It wrote.' };
  expect(problemsOf(GOOD, [REASON, gone])).toEqual([expect.stringContaining('Write is explained')]);
});

test('a Sid stands once in a policy', () => {
  const found = findStatementProblems(statementsIn(stackWith(GOOD, GOOD)), [REASON]);
  expect(found).toEqual([expect.stringContaining('stands twice')]);
});

test.each([
  ['a policy of somebody else', { aws_iam_role_policy_attachment: { it: { policy_arn: 'arn' } } }],
  ['one in the language of terraform', { aws_sqs_queue_policy: { it: { policy: '${jsonencode({})}' } } }],
  ['one of another place', { aws_sqs_queue_policy: { it: { policy: '${data.x.y.json}' } } }],
])('%s cannot be looked at, and is refused', (_what, resource) => {
  expect(() => statementsIn(handMadeStack('data', { resource }))).toThrow('data: ');
});

test('policies are found wherever they stand: of resources, of roles, of trust', () => {
  const options = { topicArn: 'arn:aws:sns:x:1:t', network: NETWORK, loadBalancerDnsName: 'name' };
  const given = { certificate_arn: 'arn:aws:acm:x:1:certificate/1', gateway_domain: 'regpipe.example' };
  const stack = synthesise((app) => new IngestStack(app, testSettings(given), options)).get('ingest');
  const found = stack === undefined ? [] : statementsIn(stack);
  expect(found.map(({ place, sid }) => `${place} ${sid}`).sort()).toEqual([
    'aws_iam_role.call-hook-role.assume_role_policy TakeOn',
    'aws_iam_role_policy.call-hook-policy.policy CallHook',
    'aws_s3_bucket_policy.tls-only.policy RefusePlainHttp',
    'aws_sqs_queue_policy.ingest-dead-policy.policy KeepUndelivered',
  ]);
});
