/** Who has a security group of its own. */
export const MEMBERS = [
  'fetcher',
  'transformer',
  'loader',
  'tracker',
  'scheduler',
  'intake',
  'projector',
  'query',
  'gateway',
  'migrate',
  'load-balancer',
  'vpc-link',
  'nats',
  'nats-storage',
  'database',
  /** Of AWS' services that tasks call. */
  'endpoints',
  /** Of the private API, for its clients. */
  'api-endpoint',
] as const;

export type Member = (typeof MEMBERS)[number];
