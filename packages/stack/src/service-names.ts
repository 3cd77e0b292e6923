export const SERVICES = ['tracker', 'loader', 'transformer', 'fetcher', 'scheduler', 'gateway'] as const;
export type ServiceName = (typeof SERVICES)[number];

/** Addresses of a server, each with the user of one service. */
export type ServiceUrls = Partial<Record<ServiceName, string>>;
