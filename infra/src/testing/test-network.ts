import { type Member, MEMBERS } from '../stacks/network/members.ts';
import type { Network } from '../stacks/network/network.ts';

/** A network that nobody has made, for stacks that stand in one: its ids say what they are. */
export const NETWORK: Network = {
  vpcId: 'vpc-1',
  zones: ['zone-a', 'zone-b', 'zone-c'],
  privateSubnetIds: ['subnet-a', 'subnet-b', 'subnet-c'],
  privateSubnetCidrs: ['10.42.0.0/20', '10.42.16.0/20', '10.42.32.0/20'],
  securityGroupIds: Object.fromEntries(MEMBERS.map((member) => [member, `sg-${member}`])) as Record<
    Member,
    string
  >,
  namespace: { id: 'ns-1', name: 'etl-log-demo.internal' },
  executeApiEndpointId: 'vpce-1',
  repositories: { regpipe: madeUpRepository('regpipe'), nats: madeUpRepository('nats') },
};

/** Who hears of alarms. */
export const TOPIC_ARN = 'arn:aws:sns:ap-northeast-1:111122223333:etl-alerts';

function madeUpRepository(image: string): Network['repositories']['nats'] {
  const name = `etl-log-demo/${image}`;
  return {
    url: `registry.example/${name}`,
    arn: `arn:aws:ecr:ap-northeast-1:111122223333:repository/${name}`,
  };
}
