/*
 * The services that take requests from outside of the VPC's tasks. Both stand behind the one load balancer, which knows
 * them apart by the path; each has a target group, limits and alarms of its own.
 */

export type FrontService = 'gateway' | 'query';

export interface Front {
  /** In texts for people. */
  readonly called: string;
  /** Where it listens in its task. */
  readonly port: number;
  /**
   * What says that the process answers, and asks nobody else. Where it asked PostgreSQL, too, every task would be unhealthy
   * at once while that is away, and be replaced over and over by others that are no better; meanwhile nobody would hear
   * the 503 by which a service says what is the matter.
   */
  readonly healthPath: string;
  /** What the load balancer sends it; the one without any gets the rest. The first that fits a path counts. */
  readonly paths: readonly FrontPath[];
  /** What the private API lets through of each of its routes in a second, of all callers together, and how much at once. */
  readonly throttling: { readonly perSecond: number; readonly burst: number };
  /** Which share of the answers may not be slow. */
  readonly quick: 'p90' | 'p99';
  readonly advice: Advice;
}

export interface FrontPath {
  /** As the load balancer's rules write it. */
  readonly pattern: string;
  /** The path by which the service itself calls it, where that is another one. */
  readonly rewrittenTo?: string;
}

/** What the mail of an alarm says after what is wrong. */
export interface Advice {
  readonly failing: string;
  readonly slow: string;
}

export const FRONTS: Readonly<Record<FrontService, Front>> = {
  gateway: {
    called: 'gateway',
    port: 8_000,
    healthPath: '/health',
    paths: [],
    // Each gateway has a limit of its own for each token, 12,000 a minute.
    throttling: { perSecond: 200, burst: 400 },
    // One comparison of two versions, which may take many seconds, is not to stand for a hundred other requests.
    quick: 'p90',
    advice: {
      failing:
        'Look for ERROR in the log of the gateway, and whether PostgreSQL and the tracker are there (GET /ready).',
      slow:
        'Look at the CPU of the gateways and of PostgreSQL, and whether the search indexes of the live version are ' +
        'built.',
    },
  },
  query: {
    called: 'query service',
    port: 8_001,
    // Its own /health asks PostgreSQL.
    healthPath: '/',
    paths: [
      // What it says of itself has names that the gateway has, too.
      { pattern: '/query', rewrittenTo: '/' },
      { pattern: '/query/health', rewrittenTo: '/health' },
      { pattern: '/query/*' },
    ],
    throttling: { perSecond: 500, burst: 1_000 },
    quick: 'p99',
    advice: {
      failing: 'Look for ERROR in the log of the query service, and whether PostgreSQL is there.',
      slow:
        'Look at the CPU of the query services and of PostgreSQL, and whether a projection is being rebuilt (GET ' +
        '/api/projections/notifications).',
    },
  },
};

export const FRONT_SERVICES = Object.keys(FRONTS) as readonly FrontService[];
