import { MEMBERS } from '../stacks/network/members.ts';
import type { Network } from '../stacks/network/network.ts';

/** A network that nobody has made, for stacks that stand in one. */
export function testNetwork(): Network {
  const groups = Object.fromEntries(MEMBERS.map((member) => [member, `sg-${member}`]));
  return {
    vpcId: 'vpc-1',
    privateSubnetIds: ['subnet-1', 'subnet-2', 'subnet-3'],
    securityGroupIds: groups as Network['securityGroupIds'],
    namespace: { id: 'ns-1', name: 'project.internal' },
    executeApiEndpointId: 'vpce-1',
    repositories: {
      regpipe: { url: 'registry.example/regpipe', arn: 'arn:aws:ecr:x:1:repository/regpipe' },
      nats: { url: 'registry.example/nats', arn: 'arn:aws:ecr:x:1:repository/nats' },
    },
  };
}
