import { App, TerraformOutput, type TerraformStack } from 'cdktf';
import { expect, test } from 'vitest';

import { synthesise } from '../../testing/synthesise.ts';
import { testSettings } from '../../testing/test-settings.ts';
import { planAddresses } from './address-plan.ts';
import { MEMBERS } from './members.ts';
import { NetworkStack } from './network-stack.ts';
import { synthesiseNetwork } from './testing/synthesise-network.ts';

const stack = synthesiseNetwork();
const addNetwork = (given: Readonly<Record<string, string>> = {}) =>
  new NetworkStack(new App(), testSettings(given));

test('other stacks learn where they live', () => {
  const { outputs } =
    synthesise((app) => {
      const network = new NetworkStack(app, testSettings());
      const { namespace, repositories, zones, vpcId } = network;
      const { privateSubnetIds, privateSubnetCidrs, securityGroupIds, executeApiEndpointId } = network;
      const ids = { vpcId, privateSubnetIds, securityGroupIds, executeApiEndpointId };
      const value = { ...ids, namespace, repositories, zones, privateSubnetCidrs };
      new TerraformOutput(network, 'shown', { value });
    }).get('network') ?? stack;
  const { privateSubnets: privateSubnetCidrs } = planAddresses(testSettings().vpc_cidr, 3);
  const privates = ['private-1', 'private-2', 'private-3'];
  expect(outputs['shown']?.['value']).toEqual({
    vpcId: '${aws_vpc.vpc.id}',
    privateSubnetCidrs,
    privateSubnetIds: privates.map((name) => `\${aws_subnet.${name}.id}`),
    zones: privates.map((name) => `\${aws_subnet.${name}.availability_zone}`),
    securityGroupIds: Object.fromEntries(
      MEMBERS.map((name) => [name, `\${aws_security_group.${name}-group.id}`]),
    ),
    namespace: {
      id: '${aws_service_discovery_private_dns_namespace.namespace.id}',
      name: '${aws_service_discovery_private_dns_namespace.namespace.name}',
    },
    executeApiEndpointId: '${aws_vpc_endpoint.execute-api-endpoint.id}',
    repositories: Object.fromEntries(
      ['regpipe', 'nats'].map((name) => [
        name,
        {
          url: `\${aws_ecr_repository.${name}-images.repository_url}`,
          arn: `\${aws_ecr_repository.${name}-images.arn}`,
        },
      ]),
    ),
  });
});

test('the commands learn where images go, and where and as whom the migration runs', () => {
  const values = Object.entries(stack.outputs).map(([name, { value }]) => [name, value] as const);
  expect(Object.fromEntries(values)).toEqual({
    regpipe_repository_url: '${aws_ecr_repository.regpipe-images.repository_url}',
    nats_repository_url: '${aws_ecr_repository.nats-images.repository_url}',
    private_subnet_ids: [1, 2, 3].map((zone) => `\${aws_subnet.private-${zone}.id}`),
    migrate_security_group_id: '${aws_security_group.migrate-group.id}',
    nat_address: '${aws_eip.nat-address.public_ip}',
  });
});

test('names within the VPC end with the project', () => {
  expect(stack.only('aws_service_discovery_private_dns_namespace')).toMatchObject({
    name: 'etl-log-demo.internal',
    vpc: '${aws_vpc.vpc.id}',
  });
});

test('what is refused is logged for as long as other lines, by a role that writes there alone', () => {
  expect(stack.only('aws_flow_log')).toMatchObject({
    ...{ vpc_id: '${aws_vpc.vpc.id}', traffic_type: 'REJECT' },
    log_destination: '${aws_cloudwatch_log_group.refused-log.arn}',
    iam_role_arn: '${aws_iam_role.flow-log-role.arn}',
  });
  expect(stack.only('aws_cloudwatch_log_group')).toMatchObject({
    name: '/vpc/etl-log-demo',
    retention_in_days: testSettings().log_retention_days,
  });
  const { Statement } = JSON.parse(String(stack.only('aws_iam_role_policy')['policy'])) as {
    readonly Statement: readonly { readonly Resource: readonly string[] }[];
  };
  expect(Statement.map(({ Resource }) => Resource)).toEqual([
    ['${aws_cloudwatch_log_group.refused-log.arn}:*'],
  ]);
});

test('a stack that cannot reach what it needs says so', () => {
  expect(warningsOf(addNetwork())).toEqual([expect.stringContaining('TF_VAR_source_cidrs')]);
  expect(warningsOf(addNetwork({ source_cidrs: '203.0.113.0/24' }))).toEqual([]);
  expect(warningsOf(addNetwork({ source_cidrs: '2001:db8::/32' }))).toEqual([
    expect.stringContaining('2001:db8::/32'),
  ]);
  const named = warningsOf(addNetwork({ database: 'existing', nats: 'existing' })).map(
    (warning) => /^TF_VAR_\w+/.exec(warning)?.[0],
  );
  expect(named.sort()).toEqual(['TF_VAR_database_cidrs', 'TF_VAR_nats_cidrs', 'TF_VAR_source_cidrs']);
});

function warningsOf({ node }: TerraformStack): string[] {
  return node.metadata.filter(({ type }) => type === '@cdktf/warn').map(({ data }) => String(data));
}
