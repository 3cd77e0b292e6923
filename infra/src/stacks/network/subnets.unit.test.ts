import { expect, test } from 'vitest';

import type { Synthesised } from '../../testing/synthesise.ts';
import { testSettings } from '../../testing/test-settings.ts';
import { planAddresses } from './address-plan.ts';
import { synthesiseNetwork } from './testing/synthesise-network.ts';

const stack = synthesiseNetwork();
const subnets = Object.entries(stack.resources('aws_subnet'));
const subnetsOf = (kind: 'private' | 'public') => subnets.filter(([name]) => name.startsWith(kind));

/** All that says `reference` somewhere, as `<type>.<name>`. */
function whoNames({ json }: Synthesised, reference: string): string[] {
  const types = json['resource'] as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  return Object.entries(types).flatMap(([type, resources]) =>
    Object.entries(resources).flatMap(([name, block]) =>
      JSON.stringify(block).includes(`\${${reference}.`) ? [`${type}.${name}`] : [],
    ),
  );
}

/** Where a kind of subnets sends what is for the world outside. */
function wayOutOf(kind: 'private' | 'public') {
  const tables = subnetsOf(kind).map(([name]) => {
    const associations = Object.values(stack.resources('aws_route_table_association'));
    const own = associations.filter(({ subnet_id }) => subnet_id === `\${aws_subnet.${name}.id}`);
    expect(own).toHaveLength(1);
    return own[0]?.['route_table_id'];
  });
  expect(new Set(tables).size).toBe(1);
  const routes = Object.values(stack.resources('aws_route'));
  return routes.filter(({ route_table_id }) => route_table_id === tables[0]);
}

test('names are resolved in the VPC, endpoints by theirs and servers by those of Cloud Map', () => {
  expect(stack.only('aws_vpc')).toMatchObject({
    ...{ cidr_block: '10.42.0.0/16', enable_dns_support: true, enable_dns_hostnames: true },
  });
});

test.each(['2', '3'])('in %s zones there is a private and a public subnet in each, as planned', (zones) => {
  const plan = planAddresses(testSettings().vpc_cidr, Number(zones));
  const found = synthesiseNetwork({ zones }).resources('aws_subnet');
  const names = Object.keys(found);
  expect(names).toHaveLength(2 * Number(zones));
  for (const kind of ['private', 'public'] as const) {
    const own = names.filter((name) => name.startsWith(kind)).map((name) => found[name]);
    expect(own.map((subnet) => subnet?.['cidr_block'])).toEqual(plan[`${kind}Subnets`]);
    expect(own.map((subnet) => subnet?.['availability_zone'])).toEqual(
      own.map((_, index) => `\${data.aws_availability_zones.zones.names.${index}}`),
    );
  }
});

test('nothing gets a public address by itself', () => {
  for (const [, subnet] of subnets) expect(subnet['map_public_ip_on_launch']).toBe(false);
});

test('private subnets lead to the one NAT gateway, public ones to the internet', () => {
  expect(wayOutOf('private')).toEqual([
    expect.objectContaining({
      destination_cidr_block: '0.0.0.0/0',
      nat_gateway_id: '${aws_nat_gateway.nat.id}',
    }),
  ]);
  expect(wayOutOf('public')).toEqual([
    expect.objectContaining({ gateway_id: '${aws_internet_gateway.internet.id}' }),
  ]);
  expect(Object.values(stack.resources('aws_route'))).toHaveLength(2);
  expect(stack.only('aws_nat_gateway')).toMatchObject({
    allocation_id: '${aws_eip.nat-address.id}',
    subnet_id: '${aws_subnet.public-1.id}',
  });
});

test('the NAT gateway alone is in a public subnet, and alone has a public address', () => {
  const users = subnetsOf('public').flatMap(([name]) => whoNames(stack, `aws_subnet.${name}`));
  const furniture = ['aws_network_acl.acl', /^aws_route_table_association\./];
  const inside = users.filter((user) => !furniture.some((piece) => user.match(piece)));
  expect(inside).toEqual(['aws_nat_gateway.nat']);
  expect(whoNames(stack, 'aws_eip.nat-address')).toEqual(['aws_nat_gateway.nat']);
  stack.only('aws_eip');
});

test('what AWS puts into every VPC lets nothing through', () => {
  for (const type of ['aws_default_security_group', 'aws_default_network_acl']) {
    expect(stack.only(type)).not.toHaveProperty('ingress');
    expect(stack.only(type)).not.toHaveProperty('egress');
  }
  expect(stack.only('aws_default_security_group')['vpc_id']).toBe('${aws_vpc.vpc.id}');
  expect(stack.only('aws_default_network_acl')['default_network_acl_id']).toBe(
    '${aws_vpc.vpc.default_network_acl_id}',
  );
  expect(stack.only('aws_network_acl')['subnet_ids']).toEqual(
    subnets.map(([name]) => `\${aws_subnet.${name}.id}`),
  );
});

test('from beyond the VPC come answers only, and out go the ports of the table only', () => {
  const rulesOf = (from: Synthesised, egress: boolean) =>
    Object.values(from.resources('aws_network_acl_rule'))
      .filter((rule) => rule['egress'] === egress && rule['cidr_block'] === '0.0.0.0/0')
      .map(({ protocol, from_port: first, to_port: last }) => ({ protocol, first, last }));
  expect(rulesOf(stack, false)).toEqual([
    { protocol: 'tcp', first: 1024, last: 65_535 },
    { protocol: 'icmp', first: undefined, last: undefined },
  ]);
  const to = (port: number) => ({ protocol: 'tcp', first: port, last: port });
  expect(rulesOf(stack, true)).toEqual([to(443)]);
  const existing = synthesiseNetwork({ database: 'existing', nats: 'existing' });
  expect(rulesOf(existing, true)).toEqual([to(443), to(4222), to(5432)]);
});
