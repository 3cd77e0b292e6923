import { describe, expect, test } from 'vitest';

import type { Block } from '../../testing/synthesise.ts';
import { testSettings } from '../../testing/test-settings.ts';
import { planAddresses } from './address-plan.ts';
import { MEMBERS } from './members.ts';
import { isOutside, networksOf, reachOf, type Reach } from './reach.ts';
import { synthesiseNetwork } from './testing/synthesise-network.ts';

const OUT = 'aws_vpc_security_group_egress_rule';
const IN = 'aws_vpc_security_group_ingress_rule';

/** One line a rule: whose it is, with whom, on which port. */
function linesOf(rules: Readonly<Record<string, Block>>): string[] {
  const lines = Object.values(rules).map((rule) => {
    const text = (attribute: string) => {
      const value = rule[attribute];
      return typeof value === 'string' || typeof value === 'number' ? [`${value}`] : [];
    };
    const peers = ['referenced_security_group_id', 'prefix_list_id', 'cidr_ipv4', 'cidr_ipv6'].flatMap(text);
    expect(peers).toHaveLength(1);
    expect(rule['ip_protocol']).toBe('tcp');
    expect(rule['to_port']).toBe(rule['from_port']);
    return [...text('security_group_id'), ...peers, ...text('from_port'), ...text('description')].join(' ');
  });
  return lines.sort();
}

const groupOf = (member: string) => `\${aws_security_group.${member}-group.id}`;

describe.each([
  ['as it comes', {}],
  ['with sources', { source_cidrs: '203.0.113.0/24, 198.51.100.7/32, 2001:db8::/32', zones: '2' }],
  [
    'with a certificate',
    {
      certificate_arn: 'arn:aws:acm:ap-northeast-1:1:certificate/1',
      gateway_domain: 'regpipe.example',
    },
  ],
  ['with existing servers', { database: 'existing', database_cidrs: '192.0.2.0/28', nats: 'existing' }],
] satisfies [string, Record<string, string>][])('%s', (_, given) => {
  const settings = testSettings(given);
  const stack = synthesiseNetwork(given);
  const ways = reachOf(settings);
  const subnets = planAddresses(settings.vpc_cidr, settings.zones).privateSubnets;

  test('each row lets the one out and into the other, and no rule is without a row', () => {
    const line = (own: string, peer: string, { port, why }: Reach) =>
      `${groupOf(own)} ${peer} ${port} ${why}`;
    const out = ways.flatMap((way) => {
      const { from, to } = way;
      if (from === 'private-subnets') return [];
      if (to === 's3') return [line(from, '${aws_vpc_endpoint.s3-endpoint.prefix_list_id}', way)];
      if (isOutside(to)) return networksOf(settings, to).map((cidr) => line(from, cidr, way));
      return [line(from, groupOf(to), way)];
    });
    const into = ways.flatMap((way) => {
      const { from, to } = way;
      if (to === 's3' || isOutside(to)) return [];
      if (from === 'private-subnets') return subnets.map((cidr) => line(to, cidr, way));
      return [line(to, groupOf(from), way)];
    });
    expect(linesOf(stack.resources(OUT))).toEqual(out.sort());
    expect(linesOf(stack.resources(IN))).toEqual(into.sort());
  });

  test('no rule is open to everybody', () => {
    const rules = [...Object.values(stack.resources(OUT)), ...Object.values(stack.resources(IN))];
    expect(rules.length).toBeGreaterThan(0);
    for (const rule of rules) {
      for (const cidr of [rule['cidr_ipv4'], rule['cidr_ipv6']]) {
        if (cidr !== undefined) expect(cidr).not.toMatch(/\/0$/);
      }
    }
  });
});

test('each member has a group without rules of its own', () => {
  const stack = synthesiseNetwork();
  const groups = stack.resources('aws_security_group');
  expect(Object.keys(groups).sort()).toEqual(MEMBERS.map((member) => `${member}-group`).sort());
  for (const member of MEMBERS) {
    const group = groups[`${member}-group`];
    expect(group).toMatchObject({ name: `etl-log-demo-${member}`, vpc_id: '${aws_vpc.vpc.id}' });
    // The one kind of rule undoes the other.
    expect(group).not.toHaveProperty('ingress');
    expect(group).not.toHaveProperty('egress');
  }
  expect(stack.resources('aws_security_group_rule')).toEqual({});
});

test('a network that is added leaves the rules of the others alone', () => {
  const rulesWith = (source_cidrs: string) => Object.keys(synthesiseNetwork({ source_cidrs }).resources(OUT));
  const before = rulesWith('203.0.113.0/24');
  const after = rulesWith('198.51.100.0/24,203.0.113.0/24');
  expect(after.filter((rule) => !before.includes(rule))).toEqual(['fetcher-to-sources-198-51-100-0-24-out']);
  expect(before.filter((rule) => !after.includes(rule))).toEqual([]);
});
