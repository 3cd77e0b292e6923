import type { StreamName } from '@regpipe/contracts';

export type Service = 'fetcher' | 'transformer' | 'loader' | 'tracker' | 'scheduler' | 'gateway';

/** How many tasks of a service there may be, and by what they are made more or fewer. */
export interface Scaling {
  readonly least: number;
  readonly most: number;
  readonly by: 'cpu' | Backlog;
}

/** What waits for a service in its stream, as the metric filters count it. */
export interface Backlog {
  readonly stream: StreamName;
  readonly metric: 'RawBacklog' | 'CleanBacklog';
}

export interface ServiceDefinition {
  /** Tasks of the first deployment. */
  readonly desired: number;
  /** The role of ours, without `regpipe_`, as which it speaks to PostgreSQL. */
  readonly database?: 'loader' | 'scheduler' | 'gateway';
  /** Judges where a source may be. */
  readonly judgesSources?: true;
  readonly port?: number;
  readonly scaling?: Scaling;
}

/** Where the gateway listens in its task. */
export const GATEWAY_PORT = 8_000;

/**
 * Of each there may be any number (docs/failure-modes.md): a second one finds the first one's rows, or waits for them.
 * One of the others is enough all the same, as its work goes on where it stopped; two gateways keep the API there while
 * a zone is not, and two transformers do the work that costs most, five seconds of CPU for a national file against one
 * and a half in the loader (bench/results). More than three loaders only wait for PostgreSQL.
 */
export const SERVICES: Readonly<Record<Service, ServiceDefinition>> = {
  fetcher: { desired: 1, judgesSources: true },
  transformer: {
    desired: 2,
    scaling: { least: 2, most: 6, by: { stream: 'RAW', metric: 'RawBacklog' } },
  },
  loader: {
    desired: 1,
    database: 'loader',
    scaling: { least: 1, most: 3, by: { stream: 'CLEAN', metric: 'CleanBacklog' } },
  },
  tracker: { desired: 1, database: 'loader', judgesSources: true },
  scheduler: { desired: 1, database: 'scheduler' },
  gateway: {
    desired: 2,
    database: 'gateway',
    port: GATEWAY_PORT,
    scaling: { least: 2, most: 6, by: 'cpu' },
  },
};

export const SERVICE_NAMES = Object.keys(SERVICES) as Service[];
