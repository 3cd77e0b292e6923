/** A secret of Secrets Manager, each with one credential. */
export type SecretName =
  | 'db/migrator'
  | 'db/loader'
  | 'db/scheduler'
  | 'db/gateway'
  | 'db/admin'
  | 'nats/fetcher'
  | 'nats/transformer'
  | 'nats/loader'
  | 'nats/tracker'
  | 'nats/scheduler'
  | 'nats/gateway'
  | 'nats/operator'
  | 'nats/routes'
  | 'api-token';

/** Where a task finds a value: the secret's ARN and, where that holds JSON, the key in it. */
export interface SecretValue {
  readonly arn: string;
  readonly key?: string;
}

/**
 * PostgreSQL and NATS, and the passwords to them. Where a server is an existing one, its part is undefined, and the
 * secrets hold whole connection strings instead of passwords.
 */
export interface Data {
  readonly database:
    | {
        readonly url: (role: 'regpipe_loader' | 'regpipe_scheduler' | 'regpipe_gateway') => string;
        readonly migrationUrl: string;
        readonly masterPassword: SecretValue;
      }
    | undefined;
  readonly natsUrl: ((service: string) => string) | undefined;
  readonly secrets: Readonly<Record<SecretName, SecretValue>>;
}
