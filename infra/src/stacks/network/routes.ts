import { Eip } from '@cdktf/provider-aws/lib/eip/index.js';
import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway/index.js';
import { NatGateway } from '@cdktf/provider-aws/lib/nat-gateway/index.js';
import { Route } from '@cdktf/provider-aws/lib/route/index.js';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table/index.js';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association/index.js';
import type { Subnet } from '@cdktf/provider-aws/lib/subnet/index.js';

import type { ProjectStack } from '../../constructs/project-stack.ts';
import type { SubnettedVpc } from './vpc.ts';

const ANYWHERE = '0.0.0.0/0';

export interface Routes {
  /** Of the private subnets. */
  readonly privateTableId: string;
  /** The address by which sources see the fetcher. */
  readonly publicAddress: string;
}

/**
 * The way out of the private subnets, over one NAT gateway: one a zone would cost as much again for each, and while its
 * zone is gone only the sources cannot be read. Who may use the way is for the security groups to say.
 */
export function addRoutes(stack: ProjectStack, { vpc, privateSubnets, publicSubnets }: SubnettedVpc): Routes {
  const internet = new InternetGateway(stack, 'internet', {
    vpcId: vpc.id,
    tags: { Name: stack.named('internet') },
  });
  const address = new Eip(stack, 'nat-address', {
    domain: 'vpc',
    tags: { Name: stack.named('nat') },
    dependsOn: [internet],
  });
  const [firstPublic] = publicSubnets as [Subnet];
  const nat = new NatGateway(stack, 'nat', {
    allocationId: address.id,
    subnetId: firstPublic.id,
    tags: { Name: stack.named('nat') },
    dependsOn: [internet],
  });

  const publicTable = addTable(stack, 'public', vpc.id, publicSubnets);
  new Route(stack, 'public-way-out', {
    routeTableId: publicTable.id,
    destinationCidrBlock: ANYWHERE,
    gatewayId: internet.id,
  });
  const privateTable = addTable(stack, 'private', vpc.id, privateSubnets);
  new Route(stack, 'private-way-out', {
    routeTableId: privateTable.id,
    destinationCidrBlock: ANYWHERE,
    natGatewayId: nat.id,
  });
  return { privateTableId: privateTable.id, publicAddress: address.publicIp };
}

function addTable(stack: ProjectStack, kind: string, vpcId: string, subnets: readonly Subnet[]): RouteTable {
  const table = new RouteTable(stack, `${kind}-routes`, { vpcId, tags: { Name: stack.named(kind) } });
  for (const [index, subnet] of subnets.entries()) {
    new RouteTableAssociation(stack, `${kind}-routes-${index + 1}`, {
      routeTableId: table.id,
      subnetId: subnet.id,
    });
  }
  return table;
}
