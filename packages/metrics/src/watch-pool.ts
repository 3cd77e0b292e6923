import type { Metrics } from './metrics.ts';

/** How a pool of connections is used at a moment. */
export interface PoolUse {
  /** Most connections. */
  readonly max: number;
  /** Open ones that nobody uses. */
  readonly idle: number;
  readonly busy: number;
  /** Who waits for one. */
  readonly waiting: number;
}

/** Shows at each scrape how a pool is used. */
export function watchPool(metrics: Metrics, pool: string, use: () => PoolUse): void {
  metrics.watch('regpipe_pool_connections', () => {
    const { idle, busy } = use();
    return [
      { labels: { pool, state: 'idle' }, value: idle },
      { labels: { pool, state: 'busy' }, value: busy },
    ];
  });
  metrics.watch('regpipe_pool_connections_max', () => [{ labels: { pool }, value: use().max }]);
  metrics.watch('regpipe_pool_waiting', () => [{ labels: { pool }, value: use().waiting }]);
}
