import type { Database } from './connect-database.ts';

/** How a pool of connections is used at a moment. */
export interface PoolUse {
  /** Most connections. */
  readonly max: number;
  /** Open ones that nobody uses. */
  readonly idle: number;
  readonly busy: number;
  /** Queries that wait for one. */
  readonly waiting: number;
}

export function poolUse({ pool }: Database): PoolUse {
  const { totalCount, idleCount, waitingCount, options } = pool;
  return { max: options.max, idle: idleCount, busy: totalCount - idleCount, waiting: waitingCount };
}
