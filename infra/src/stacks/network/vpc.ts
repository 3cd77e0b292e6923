import { DataAwsAvailabilityZones } from '@cdktf/provider-aws/lib/data-aws-availability-zones/index.js';
import { DefaultSecurityGroup } from '@cdktf/provider-aws/lib/default-security-group/index.js';
import { Subnet } from '@cdktf/provider-aws/lib/subnet/index.js';
import { Vpc } from '@cdktf/provider-aws/lib/vpc/index.js';
import { propertyAccess } from 'cdktf';

import type { ProjectStack } from '../../constructs/project-stack.ts';
import { planAddresses } from './address-plan.ts';

/** A VPC and its subnets, one of each kind in each zone. */
export interface SubnettedVpc {
  readonly vpc: Vpc;
  /** Its block of addresses, and those of the private subnets; no tokens. */
  readonly cidr: string;
  readonly privateCidrs: readonly string[];
  readonly privateSubnets: readonly Subnet[];
  /** For what must have a public address, which is the NAT gateway and nothing else. */
  readonly publicSubnets: readonly Subnet[];
}

/** The VPC, with DNS for endpoints and Cloud Map, and its subnets, in which nothing gets a public address by itself. */
export function addVpc(stack: ProjectStack): SubnettedVpc {
  const { vpc_cidr, zones } = stack.settings;
  const plan = planAddresses(vpc_cidr, zones);
  const vpc = new Vpc(stack, 'vpc', {
    cidrBlock: plan.vpc,
    enableDnsSupport: true,
    enableDnsHostnames: true,
    tags: { Name: stack.named('vpc') },
  });
  // Whatever is put into the VPC without a group of its own gets this one: it neither hears nor says anything.
  new DefaultSecurityGroup(stack, 'default-group', { vpcId: vpc.id, tags: { Name: stack.named('unused') } });

  // Local zones, which have to be asked for, know neither Fargate nor endpoints.
  const offered = new DataAwsAvailabilityZones(stack, 'zones', {
    state: 'available',
    filter: [{ name: 'opt-in-status', values: ['opt-in-not-required'] }],
  });
  const add = (kind: 'private' | 'public') => (cidrBlock: string, index: number) =>
    new Subnet(stack, `${kind}-${index + 1}`, {
      vpcId: vpc.id,
      cidrBlock,
      // By index: a region with fewer zones than asked for fails, where element() would begin again.
      availabilityZone: propertyAccess(offered.names, [index]).toString(),
      mapPublicIpOnLaunch: false,
      tags: { Name: stack.named(`${kind}-${index + 1}`) },
      // A zone that AWS opens, or closes to newcomers, moves the others in the list: subnets stay where they are.
      lifecycle: { ignoreChanges: ['availability_zone'] },
    });
  return {
    vpc,
    cidr: plan.vpc,
    privateCidrs: plan.privateSubnets,
    privateSubnets: plan.privateSubnets.map(add('private')),
    publicSubnets: plan.publicSubnets.map(add('public')),
  };
}
