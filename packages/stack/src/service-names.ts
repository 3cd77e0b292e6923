export const SERVICES = [
  'tracker',
  'loader',
  'transformer',
  'fetcher',
  'scheduler',
  'intake',
  'projector',
  'query',
  'gateway',
] as const;
export type ServiceName = (typeof SERVICES)[number];

/** Addresses of a server, each with the user of one service. */
export type ServiceUrls = Partial<Record<ServiceName, string>>;

/** Nothing but what a job needs: for `replicas` of a stack. */
export const PIPELINE_ONLY: Partial<Record<ServiceName, number>> = {
  scheduler: 0,
  intake: 0,
  projector: 0,
  query: 0,
};
