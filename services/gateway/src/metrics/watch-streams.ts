import type { Metrics } from '@regpipe/metrics';

import type { Gateway } from '../gateway.ts';

/** Shows how many lasting answers are on their way. */
export function watchStreams(
  metrics: Metrics,
  { eventStreams, downloads }: Pick<Gateway, 'eventStreams' | 'downloads'>,
): void {
  metrics.watch('regpipe_http_streams', () => [
    { labels: { kind: 'events' }, value: eventStreams.held },
    { labels: { kind: 'downloads' }, value: downloads.held },
  ]);
}
