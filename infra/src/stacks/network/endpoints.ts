import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity/index.js';
import type { SecurityGroup } from '@cdktf/provider-aws/lib/security-group/index.js';
import { VpcEndpoint } from '@cdktf/provider-aws/lib/vpc-endpoint/index.js';

import type { ProjectStack } from '../../constructs/project-stack.ts';
import { policyDocument, type Statement } from '../../constructs/role.ts';
import { type InterfaceName, interfaceServices, s3Statements } from './endpoint-services.ts';
import type { Member } from './members.ts';
import type { SubnettedVpc } from './vpc.ts';

export interface EndpointsOptions {
  readonly network: SubnettedVpc;
  readonly privateTableId: string;
  readonly groups: Readonly<Record<Member, SecurityGroup>>;
}

export interface Endpoints {
  readonly executeApiId: string;
  /** The region's S3, as rules of security groups name it. */
  readonly s3PrefixListId: string;
}

/** The ways to AWS that do not leave the VPC, under the names that everybody uses for AWS. */
export function addEndpoints(stack: ProjectStack, options: EndpointsOptions): Endpoints {
  const { network, privateTableId, groups } = options;
  const { settings } = stack;
  const place = { settings, account: new DataAwsCallerIdentity(stack, 'account').accountId };
  const shared = (service: string, statements: readonly Statement[]) => ({
    vpcId: network.vpc.id,
    serviceName: `com.amazonaws.${settings.region}.${service}`,
    policy: endpointPolicy(statements),
    tags: { Name: stack.named(service) },
  });

  const s3 = new VpcEndpoint(stack, 's3-endpoint', {
    ...shared('s3', s3Statements(place)),
    vpcEndpointType: 'Gateway',
    routeTableIds: [privateTableId],
  });
  const interfaces = Object.entries(interfaceServices(place)).map(([service, { group, statements }]) => {
    const endpoint = new VpcEndpoint(stack, `${service.replace('.', '-')}-endpoint`, {
      ...shared(service, statements),
      vpcEndpointType: 'Interface',
      subnetIds: network.privateSubnets.map(({ id }) => id),
      securityGroupIds: [groups[group].id],
      privateDnsEnabled: true,
    });
    return [service, endpoint.id] as const;
  });
  const ids = Object.fromEntries(interfaces) as Record<InterfaceName, string>;
  return { executeApiId: ids['execute-api'], s3PrefixListId: s3.prefixListId };
}

/** Says nothing of who: conditions do, as a policy of an endpoint cannot know the roles that come later. */
function endpointPolicy(statements: readonly Statement[]): string {
  return policyDocument(
    statements.map(({ sid, actions, resources, conditions }) => ({
      ...{ Sid: sid, Effect: 'Allow', Principal: '*', Action: actions, Resource: resources },
      ...(conditions === undefined ? {} : { Condition: conditions }),
    })),
  );
}
