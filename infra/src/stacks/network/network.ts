import type { Member } from './members.ts';

/** Where everything else lives. Values may be tokens of CDKTF. */
export interface Network {
  readonly vpcId: string;
  /** In the order of the private subnets. */
  readonly zones: readonly string[];
  /** One in each zone, without a way in from outside. */
  readonly privateSubnetIds: readonly string[];
  /** Their address blocks; no tokens. */
  readonly privateSubnetCidrs: readonly string[];
  readonly securityGroupIds: Readonly<Record<Member, string>>;
  /** The private DNS zone of Cloud Map. */
  readonly namespace: { readonly id: string; readonly name: string };
  /** The endpoint by which the VPC, and nobody else, calls private REST APIs. */
  readonly executeApiEndpointId: string;
  /** The images' repositories, without a tag. */
  readonly repositories: { readonly regpipe: Repository; readonly nats: Repository };
}

export interface Repository {
  readonly url: string;
  readonly arn: string;
}
