import type { Data, SecretName } from '../../data/data.ts';

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
