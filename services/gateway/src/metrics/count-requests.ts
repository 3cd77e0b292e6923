import type { Metrics } from '@regpipe/metrics';

import type { Allotment } from '../access/allotment.ts';
import type { Server } from '../gateway.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Its answers last as long as their clients read them: how long says nothing about the gateway. */
    lasting?: boolean;
  }
}

export interface RequestsOptions {
  readonly metrics: Metrics;
  readonly eventStreams: Allotment;
  readonly downloads: Allotment;
}

/** Counts and times what is answered, by route as it is registered: a path in a label would be one label a job. */
export function countRequests(server: Server, { metrics, eventStreams, downloads }: RequestsOptions): void {
  server.addHook('onResponse', (request, reply, done) => {
    const { url: route = 'none', config } = request.routeOptions;
    const labels = { method: request.method, route };
    metrics.count('regpipe_http_requests_total', { ...labels, status: String(reply.statusCode) });
    if (config.lasting !== true) {
      metrics.observe('regpipe_http_request_seconds', labels, reply.elapsedTime / 1_000);
    }
    done();
  });
  metrics.watch('regpipe_http_streams', () => [
    { labels: { kind: 'events' }, value: eventStreams.held },
    { labels: { kind: 'downloads' }, value: downloads.held },
  ]);
}
