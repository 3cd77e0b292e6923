import type { NatsService } from '@regpipe/contracts';

/** The roles of PostgreSQL as which services connect, without `regpipe_`. */
export const DATABASE_ROLES = ['loader', 'scheduler', 'intake', 'projector', 'query', 'gateway'] as const;
export type DatabaseRole = (typeof DATABASE_ROLES)[number];

/** Where services find their servers, and the secrets with which these let them in. Values may be tokens of CDKTF. */
export interface Data {
  /** Undefined where the server is an existing one. */
  readonly database:
    | {
        /** Without a password. */
        readonly url: (role: `regpipe_${DatabaseRole}`) => string;
        /** The administrator's, without a password. */
        readonly migrationUrl: string;
        readonly masterPassword: SecretValue;
      }
    | undefined;
  /** Of a user, without a password; undefined where the servers are existing ones. */
  readonly natsUrl: ((service: string) => string) | undefined;
  /** Passwords; whole connection strings of servers that are existing ones. */
  readonly secrets: Readonly<Record<Exclude<SecretName, OfOurServers>, SecretValue>> &
    Readonly<Partial<Record<OfOurServers, SecretValue>>>;
}

export interface SecretValue {
  /** Of a secret in Secrets Manager. */
  readonly arn: string;
  /** Where the secret is JSON. */
  readonly key?: string;
}

export type SecretName =
  | 'db/migrator'
  | `db/${DatabaseRole}`
  /** With a database of ours the administrator's password, which RDS keeps; otherwise the address to migrate with. */
  | 'db/admin'
  | `nats/${NatsService}`
  | 'nats/operator'
  | 'nats/routes'
  | 'api-token';

/** Secrets that only servers of ours need. */
export type OfOurServers = 'db/migrator' | 'nats/operator' | 'nats/routes';
