import { ServiceDiscoveryPrivateDnsNamespace } from '@cdktf/provider-aws/lib/service-discovery-private-dns-namespace/index.js';
import { TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';

import { ProjectStack } from '../../constructs/project-stack.ts';
import type { Settings } from '../../settings.ts';
import { addEndpoints } from './endpoints.ts';
import { addFlowLog } from './flow-log.ts';
import type { Member } from './members.ts';
import { addNetworkAcl } from './network-acl.ts';
import type { Network } from './network.ts';
import { addRepository } from './repositories.ts';
import { addRoutes } from './routes.ts';
import { addReach, addSecurityGroups } from './security-groups.ts';
import { addVpc } from './vpc.ts';
import { warnOfUnreachable } from './warn-of-unreachable.ts';

/** Where everything else lives: the VPC, who reaches whom in it, its ways to AWS, its names, its images. */
export class NetworkStack extends ProjectStack implements Network {
  readonly vpcId: string;
  readonly zones: readonly string[];
  readonly privateSubnetIds: readonly string[];
  readonly privateSubnetCidrs: readonly string[];
  readonly securityGroupIds: Readonly<Record<Member, string>>;
  readonly namespace: Network['namespace'];
  readonly executeApiEndpointId: string;
  readonly repositories: Network['repositories'];

  constructor(scope: Construct, settings: Settings) {
    super(scope, 'network', settings);
    const network = addVpc(this);
    this.vpcId = network.vpc.id;
    this.zones = network.privateSubnets.map(({ availabilityZone }) => availabilityZone);
    this.privateSubnetIds = network.privateSubnets.map(({ id }) => id);
    this.privateSubnetCidrs = network.privateCidrs;
    const { privateTableId, publicAddress } = addRoutes(this, network);
    addNetworkAcl(this, network);
    addFlowLog(this, this.vpcId);

    const groups = addSecurityGroups(this, this.vpcId);
    const ids = Object.entries(groups).map(([member, { id }]) => [member, id] as const);
    this.securityGroupIds = Object.fromEntries(ids) as Record<Member, string>;
    const { executeApiId, s3PrefixListId } = addEndpoints(this, { network, privateTableId, groups });
    this.executeApiEndpointId = executeApiId;
    addReach(this, groups, { privateCidrs: network.privateCidrs, s3PrefixListId });
    warnOfUnreachable(this);

    const { id, name } = new ServiceDiscoveryPrivateDnsNamespace(this, 'namespace', {
      name: `${settings.project}.internal`,
      vpc: this.vpcId,
    });
    this.namespace = { id, name };
    this.repositories = { regpipe: addRepository(this, 'regpipe'), nats: addRepository(this, 'nats') };
    this.#say(publicAddress);
  }

  /** What the commands that build, push and migrate have to know. */
  #say(publicAddress: string): void {
    const { repositories, privateSubnetIds, securityGroupIds } = this;
    const say = (name: string, value: unknown, description: string) =>
      new TerraformOutput(this, name, { value, description });
    say('regpipe_repository_url', repositories.regpipe.url, 'Where the image of regpipe is pushed to');
    say('nats_repository_url', repositories.nats.url, 'Where the image of NATS is pushed to');
    say('private_subnet_ids', privateSubnetIds, 'Where tasks run');
    say('migrate_security_group_id', securityGroupIds.migrate, 'The group of the task that migrates');
    say('nat_address', publicAddress, 'The address by which sources see the fetcher');
  }
}
