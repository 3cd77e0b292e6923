import { DefaultNetworkAcl } from '@cdktf/provider-aws/lib/default-network-acl/index.js';
import { NetworkAcl } from '@cdktf/provider-aws/lib/network-acl/index.js';
import { NetworkAclRule, type NetworkAclRuleConfig } from '@cdktf/provider-aws/lib/network-acl-rule/index.js';

import type { ProjectStack } from '../../constructs/project-stack.ts';
import { isOutside, reachOf } from './reach.ts';
import type { SubnettedVpc } from './vpc.ts';

const ANYWHERE = '0.0.0.0/0';
const EVERY_PROTOCOL = '-1';
/** The NAT gateway sends from any of these ports, so answers come to any of them. */
const FIRST_UNRESERVED_PORT = 1024;
const LAST_PORT = 65_535;
/** Destination unreachable, because a packet is too large for a link on its way: without it connections hang. */
const TOO_LARGE = { protocol: 'icmp', icmpType: 3, icmpCode: 4 } as const;

type Rule = Pick<
  NetworkAclRuleConfig,
  'protocol' | 'cidrBlock' | 'fromPort' | 'toPort' | 'icmpType' | 'icmpCode'
>;

/**
 * A second wall behind the security groups, that of the subnets' borders: out to the ports that the table names, in for
 * answers. Such lists know networks only, so the one of S3, which has no fixed networks, opens 443 to all.
 * The VPC's own list, which a subnet has as long as it has no other, lets nothing through.
 */
export function addNetworkAcl(
  stack: ProjectStack,
  { vpc, cidr, privateSubnets, publicSubnets }: SubnettedVpc,
): void {
  new DefaultNetworkAcl(stack, 'default-acl', {
    defaultNetworkAclId: vpc.defaultNetworkAclId,
    tags: { Name: stack.named('unused') },
    // AWS puts a subnet there in passing, when it leaves another list.
    lifecycle: { ignoreChanges: ['subnet_ids'] },
  });
  const acl = new NetworkAcl(stack, 'acl', {
    vpcId: vpc.id,
    subnetIds: [...privateSubnets, ...publicSubnets].map(({ id }) => id),
    tags: { Name: stack.named('subnets') },
  });

  const within: Rule = { protocol: EVERY_PROTOCOL, cidrBlock: cidr };
  const answers: Rule = {
    ...{ protocol: 'tcp', cidrBlock: ANYWHERE },
    ...{ fromPort: FIRST_UNRESERVED_PORT, toPort: LAST_PORT },
  };
  const questions = portsOutward(stack).map((port): Rule => {
    return { protocol: 'tcp', cidrBlock: ANYWHERE, fromPort: port, toPort: port };
  });
  const add = (direction: 'in' | 'out') => (rule: Rule, index: number) =>
    new NetworkAclRule(stack, `acl-${direction}-${index + 1}`, {
      ...rule,
      networkAclId: acl.id,
      egress: direction === 'out',
      ruleAction: 'allow',
      ruleNumber: (index + 1) * 100,
    });
  [within, answers, { ...TOO_LARGE, cidrBlock: ANYWHERE }].forEach(add('in'));
  [within, ...questions].forEach(add('out'));
}

/** To which anybody in the VPC connects beyond its borders. */
function portsOutward({ settings }: ProjectStack): number[] {
  const outward = reachOf(settings).filter(({ to }) => to === 's3' || isOutside(to));
  return [...new Set(outward.map(({ port }) => port))].sort((left, right) => left - right);
}
