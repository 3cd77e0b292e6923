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

/** Those that have a part in a job. */
export const JOB_SERVICES = [
  'tracker',
  'loader',
  'transformer',
  'fetcher',
  'gateway',
] as const satisfies readonly ServiceName[];

/** Nothing but what a job needs: for `replicas` of a stack. */
export const PIPELINE_ONLY: Partial<Record<ServiceName, number>> = Object.fromEntries(
  SERVICES.filter((service) => !JOB_SERVICES.some((needed) => needed === service)).map((service) => [
    service,
    0,
  ]),
);
