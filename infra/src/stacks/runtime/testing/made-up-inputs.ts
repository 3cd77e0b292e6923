import { NATS_SERVICES } from '@regpipe/contracts';

import { type Data, DATABASE_ROLES, type SecretName } from '../../data/data.ts';

const SECRET_NAMES: readonly SecretName[] = [
  ...(['migrator', 'admin', ...DATABASE_ROLES] as const).map((role) => `db/${role}` as const),
  ...([...NATS_SERVICES, 'operator', 'routes'] as const).map((user) => `nats/${user}` as const),
  'api-token',
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
