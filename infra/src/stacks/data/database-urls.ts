import type { DbInstance } from '@cdktf/provider-aws/lib/db-instance/index.js';

import type { Data } from './data.ts';
import { ADMINISTRATOR, DATABASE } from './database.ts';

/** In the services' image: the certificates of RDS, which `./run deploy` puts there. */
const CA_FILE = '/app/ops/aws/rds-ca.pem';
const PORT = 5432;

/** How a database of ours is reached: by TLS, and not without knowing that it is the one. */
export function describeDatabase(instance: DbInstance): NonNullable<Data['database']> {
  const url = (user: string) =>
    `postgres://${user}@${instance.address}:${PORT}/${DATABASE}?sslmode=verify-full&sslrootcert=${CA_FILE}`;
  return {
    url,
    migrationUrl: url(ADMINISTRATOR),
    masterPassword: { arn: instance.masterUserSecret.get(0).secretArn, key: 'password' },
  };
}
