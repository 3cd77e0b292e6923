import { expect, test } from 'vitest';

import { synthesiseNetwork } from './testing/synthesise-network.ts';

interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const stack = synthesiseNetwork({ region: 'eu-west-1', project: 'register' });
const endpoints = Object.values(stack.resources('aws_vpc_endpoint'));
const ofType = (type: string) => endpoints.filter((endpoint) => endpoint['vpc_endpoint_type'] === type);
const ACCOUNT = '${data.aws_caller_identity.account.account_id}';

function statementsOf(endpoint: Readonly<Record<string, unknown>> | undefined): readonly PolicyStatement[] {
  const policy = JSON.parse(String(endpoint?.['policy'])) as {
    readonly Statement: readonly PolicyStatement[];
  };
  return policy.Statement;
}

const endpointOf = (service: string) =>
  endpoints.find((endpoint) => endpoint['service_name'] === `com.amazonaws.eu-west-1.${service}`);

test('there is one for each service of AWS that tasks and clients call, and no more', () => {
  expect(ofType('Interface').map((endpoint) => endpoint['service_name'])).toEqual(
    ['ecr.api', 'ecr.dkr', 'execute-api', 'logs', 'secretsmanager', 'sqs'].map(
      (service) => `com.amazonaws.eu-west-1.${service}`,
    ),
  );
  expect(ofType('Gateway').map((endpoint) => endpoint['service_name'])).toEqual([
    'com.amazonaws.eu-west-1.s3',
  ]);
});

test('each has an address in every private subnet, the name that AWS has, and the group of its clients', () => {
  const subnets = Object.keys(stack.resources('aws_subnet')).filter((name) => name.startsWith('private'));
  for (const endpoint of ofType('Interface')) {
    expect(endpoint['subnet_ids']).toEqual(subnets.map((name) => `\${aws_subnet.${name}.id}`));
    expect(endpoint['private_dns_enabled']).toBe(true);
    const group = endpoint === endpointOf('execute-api') ? 'api-endpoint' : 'endpoints';
    expect(endpoint['security_group_ids']).toEqual([`\${aws_security_group.${group}-group.id}`]);
  }
});

test('S3 is on the way out of the private subnets', () => {
  expect(endpointOf('s3')?.['route_table_ids']).toEqual(['${aws_route_table.private-routes.id}']);
});

test('no policy allows an action by pattern, and only signing in to ECR knows no resource', () => {
  for (const endpoint of endpoints) {
    for (const { Sid, Effect, Action, Resource } of statementsOf(endpoint)) {
      expect(Effect).toBe('Allow');
      for (const action of Action) expect(action).toMatch(/^[a-z0-9-]+:[A-Za-z]+$/);
      expect(Resource.includes('*')).toBe(Sid === 'SignIn');
    }
  }
});

test('principals of the account alone are served, but for signed layers and clients of the API', () => {
  const everybody = endpoints.flatMap((endpoint) =>
    statementsOf(endpoint).filter(
      ({ Condition }) => Condition?.['StringEquals']?.['aws:PrincipalAccount'] !== ACCOUNT,
    ),
  );
  expect(everybody.map(({ Sid }) => Sid).sort()).toEqual(['CallApis', 'ReadImageLayers']);
});

test('of S3 there are the layers of images, and the bucket of incoming files', () => {
  expect(statementsOf(endpointOf('s3')).flatMap(({ Resource }) => Resource)).toEqual([
    'arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/*',
    'arn:aws:s3:::register-incoming-*/*',
    'arn:aws:s3:::register-incoming-*',
  ]);
});

test('secrets are those of the project, and the one that RDS keeps where there is RDS', () => {
  const secretsOf = (database: string) => {
    const endpoints = synthesiseNetwork({ database }).resources('aws_vpc_endpoint');
    return statementsOf(endpoints['secretsmanager-endpoint'])[0]?.Resource;
  };
  const arn = `arn:aws:secretsmanager:ap-northeast-1:${ACCOUNT}:secret:`;
  expect(secretsOf('rds')).toEqual([`${arn}etl-log-demo/*`, `${arn}rds!*`]);
  expect(secretsOf('existing')).toEqual([`${arn}etl-log-demo/*`]);
});
