import type { StreamName } from '@regpipe/contracts';

import type { Metrics } from './metrics.ts';

/** Counts what the bus tells its observer. */
export function busObserver(metrics: Metrics) {
  return {
    delivered: (stream: StreamName, consumer: string, outcome: string, redelivered: boolean): void => {
      metrics.count('regpipe_deliveries_total', { stream, consumer, outcome });
      if (redelivered) metrics.count('regpipe_redeliveries_total', { stream, consumer });
    },
    waited: (stream: StreamName, seconds: number): void =>
      metrics.count('regpipe_backpressure_seconds_total', { stream }, seconds),
  };
}

/** Shows at each scrape whether the process is connected to NATS. */
export function watchBus(metrics: Metrics, isConnected: () => boolean): void {
  metrics.watch('regpipe_bus_connected', () => [{ labels: {}, value: isConnected() ? 1 : 0 }]);
}
