import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group/index.js';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule/index.js';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule/index.js';

import type { ProjectStack } from '../../constructs/project-stack.ts';
import { type Member, MEMBERS } from './members.ts';
import { type Destination, networksOf, type Origin, reachOf } from './reach.ts';

/** Whom a rule names, in the words of both kinds of rules. */
interface Peer {
  readonly cidrIpv4?: string;
  readonly cidrIpv6?: string;
  readonly prefixListId?: string;
  readonly referencedSecurityGroupId?: string;
}

/** What the table names besides groups. */
export interface Surroundings {
  readonly privateCidrs: readonly string[];
  readonly s3PrefixListId: string;
}

/** A group for each member; its rules come later, as they name what needs groups itself. */
export function addSecurityGroups(
  stack: ProjectStack,
  vpcId: string,
): Readonly<Record<Member, SecurityGroup>> {
  const groups = MEMBERS.map((member) => {
    const group = new SecurityGroup(stack, `${member}-group`, {
      vpcId,
      name: stack.named(member),
      description: `${member} of ${stack.settings.project}`,
      tags: { Name: stack.named(member) },
    });
    return [member, group] as const;
  });
  return Object.fromEntries(groups) as Record<Member, SecurityGroup>;
}

/** Of each row of the table the rule that lets the one out and the rule that lets it into the other. */
export function addReach(
  stack: ProjectStack,
  groups: Readonly<Record<Member, SecurityGroup>>,
  surroundings: Surroundings,
): void {
  const isMember = (party: Origin | Destination): party is Member => Object.hasOwn(groups, party);
  const peersOf = (party: Origin | Destination): readonly Peer[] => {
    if (isMember(party)) return [{ referencedSecurityGroupId: groups[party].id }];
    if (party === 's3') return [{ prefixListId: surroundings.s3PrefixListId }];
    if (party === 'private-subnets') return surroundings.privateCidrs.map(peerOf);
    return networksOf(stack.settings, party).map(peerOf);
  };

  for (const { from, to, port, why } of reachOf(stack.settings)) {
    const rule = { ipProtocol: 'tcp', fromPort: port, toPort: port, description: why };
    if (isMember(from)) {
      for (const peer of peersOf(to)) {
        const id = idOf(from, to, peer);
        new VpcSecurityGroupEgressRule(stack, `${id}-out`, {
          ...{ ...rule, ...peer, securityGroupId: groups[from].id },
          tags: { Name: stack.named(id) },
        });
      }
    }
    if (isMember(to)) {
      for (const peer of peersOf(from)) {
        const id = idOf(from, to, peer);
        new VpcSecurityGroupIngressRule(stack, `${id}-in`, {
          ...{ ...rule, ...peer, securityGroupId: groups[to].id },
          tags: { Name: stack.named(id) },
        });
      }
    }
  }
}

function peerOf(cidr: string): Peer {
  return cidr.includes(':') ? { cidrIpv6: cidr } : { cidrIpv4: cidr };
}

/** Names networks by themselves: one that is added or taken away leaves the rules of the others alone. */
function idOf(from: Origin, to: Destination, { cidrIpv4, cidrIpv6 }: Peer): string {
  const cidr = cidrIpv4 ?? cidrIpv6;
  return `${from}-to-${to}${cidr === undefined ? '' : `-${cidr.replaceAll(/[.:/]/g, '-')}`}`;
}
