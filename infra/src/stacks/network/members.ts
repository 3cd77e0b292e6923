/** Who has a security group of its own. */
export const MEMBERS = [
  'fetcher',
  'transformer',
  'loader',
  'tracker',
  'scheduler',
  'gateway',
  'migrate',
  'load-balancer',
  'vpc-link',
  'nats',
  'nats-storage',
  'database',
  'endpoints',
] as const;

export type Member = (typeof MEMBERS)[number];
