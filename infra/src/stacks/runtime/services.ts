import type { StreamName } from '@regpipe/contracts';

import type { DatabaseRole } from '../data/data.ts';
import type { FrontService } from './front/fronts.ts';

export type Service =
  | 'fetcher'
  | 'transformer'
  | 'loader'
  | 'tracker'
  | 'scheduler'
  | 'intake'
  | 'projector'
  | 'query'
  | 'gateway';

/** How many tasks of a service there may be, and by what they are made more or fewer: the measure that asks for most wins. */
export interface Scaling {
  readonly least: number;
  readonly most: number;
  readonly by: readonly Measure[];
}

/** `cpu`, requests that the load balancer hands on to each task, or what waits in a stream. */
export type Measure = 'cpu' | { readonly requestsPerSecond: number } | Backlog;

/** What waits for a service in its stream, as the metric filters count it. */
export interface Backlog {
  readonly stream: StreamName;
  readonly metric: 'RawBacklog' | 'CleanBacklog' | 'CommandBacklog';
  /** For each task; without it all tasks are asked for when the stream is full. */
  readonly perTask?: number;
}

export interface ServiceDefinition {
  /** Tasks of the first deployment. */
  readonly desired: number;
  /** The role of ours, without `regpipe_`, as which it speaks to PostgreSQL. */
  readonly database?: DatabaseRole;
  /** Judges where a source may be. */
  readonly judgesSources?: true;
  /** Takes requests from the load balancer. */
  readonly front?: FrontService;
  readonly scaling?: Scaling;
  /** Of Node, behind those of the image. */
  readonly nodeFlags?: readonly string[];
}

/** Milliseconds count: as in docker-compose.yml. */
const PROMPT = ['--max-semi-space-size=16', '--incremental-marking'];

/**
 * Of each there may be any number (docs/failure-modes.md): a second one finds the first one's rows, or waits for them.
 * One of the others is enough all the same, as its work goes on where it stopped; two gateways keep the API there while
 * a zone is not, and two transformers do the work that costs most, five seconds of CPU for a national file against one
 * and a half in the loader (bench/results). More than three loaders only wait for PostgreSQL. Two query services answer
 * 500 requests a second between them while nobody is missing; a third one comes when there are more, or when one is gone.
 * One projector records more commands than the API takes in, and a second one shares the backlog of an outage.
 */
export const SERVICES: Readonly<Record<Service, ServiceDefinition>> = {
  fetcher: { desired: 1, judgesSources: true },
  transformer: {
    desired: 2,
    scaling: { least: 2, most: 6, by: [{ stream: 'RAW', metric: 'RawBacklog' }] },
  },
  loader: {
    desired: 1,
    database: 'loader',
    scaling: { least: 1, most: 3, by: [{ stream: 'CLEAN', metric: 'CleanBacklog' }] },
  },
  tracker: { desired: 1, database: 'loader', judgesSources: true },
  scheduler: { desired: 1, database: 'scheduler' },
  intake: { desired: 1, database: 'intake' },
  projector: {
    desired: 1,
    database: 'projector',
    nodeFlags: PROMPT,
    scaling: {
      ...{ least: 1, most: 2 },
      by: [{ stream: 'COMMANDS', metric: 'CommandBacklog', perTask: 2_000 }],
    },
  },
  query: {
    desired: 2,
    database: 'query',
    nodeFlags: PROMPT,
    front: 'query',
    scaling: { least: 2, most: 6, by: ['cpu', { requestsPerSecond: 200 }] },
  },
  gateway: {
    desired: 2,
    database: 'gateway',
    front: 'gateway',
    scaling: { least: 2, most: 6, by: ['cpu'] },
  },
};

export const SERVICE_NAMES = Object.keys(SERVICES) as Service[];
