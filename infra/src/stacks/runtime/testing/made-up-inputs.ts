import type { Data, SecretName } from '../../data/data.ts';
import { type Member, MEMBERS } from '../../network/members.ts';
import type { Network } from '../../network/network.ts';

const REPOSITORY = 'repository/etl-log-demo';

/** A network whose ids say what they are. */
export const NETWORK: Network = {
  vpcId: 'vpc-1',
  zones: ['zone-a', 'zone-b'],
  privateSubnetIds: ['subnet-a', 'subnet-b'],
  privateSubnetCidrs: ['10.42.0.0/20', '10.42.16.0/20'],
  securityGroupIds: Object.fromEntries(MEMBERS.map((member) => [member, `sg-${member}`])) as Record<
    Member,
    string
  >,
  namespace: { id: 'ns-1', name: 'etl-log-demo.internal' },
  executeApiEndpointId: 'vpce-1',
  repositories: {
    regpipe: { url: 'registry.example/etl-log-demo/regpipe', arn: `arn:aws:ecr:::${REPOSITORY}/regpipe` },
    nats: { url: 'registry.example/etl-log-demo/nats', arn: `arn:aws:ecr:::${REPOSITORY}/nats` },
  },
};

const SECRET_NAMES: readonly SecretName[] = [
  ...(['db/migrator', 'db/loader', 'db/scheduler', 'db/gateway', 'db/admin'] as const),
  ...(['nats/fetcher', 'nats/transformer', 'nats/loader', 'nats/tracker', 'nats/scheduler'] as const),
  ...(['nats/gateway', 'nats/operator', 'nats/routes', 'api-token'] as const),
];

export const arnOf = (name: string) => `arn:aws:secretsmanager:::secret:etl-log-demo/${name}`;

const SECRETS = Object.fromEntries(
  SECRET_NAMES.map((name) => [name, { arn: arnOf(name) }]),
) as Data['secrets'];

/** Servers of ours. */
export const DATA: Data = {
  database: {
    url: (role) => `postgres://${role}@database.internal:5432/regpipe?sslmode=verify-full`,
    migrationUrl: 'postgres://regpipe_admin@database.internal:5432/regpipe?sslmode=verify-full',
    masterPassword: { arn: arnOf('of-rds'), key: 'password' },
  },
  natsUrl: (service) => `nats://${service}@nats-1.internal:4222,nats://nats-2.internal:4222`,
  secrets: SECRETS,
};

/** Servers that are there already. */
export const EXISTING_DATA: Data = { database: undefined, natsUrl: undefined, secrets: SECRETS };

export const TOPIC_ARN = 'arn:aws:sns:::etl-alerts';
