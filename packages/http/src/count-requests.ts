import type { Metrics } from '@regpipe/metrics';

import type { Server } from './server.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Its answers last as long as their clients read them: how long says nothing about the server. */
    lasting?: boolean;
  }
}

/** Counts and times what is answered, by route as it is registered: a path in a label would be one label a job. */
export function countRequests(server: Server, metrics: Metrics): void {
  server.addHook('onResponse', (request, reply, done) => {
    const { url: route = 'none', config } = request.routeOptions;
    const labels = { method: request.method, route };
    metrics.count('regpipe_http_requests_total', { ...labels, status: String(reply.statusCode) });
    if (config.lasting !== true) {
      metrics.observe('regpipe_http_request_seconds', labels, reply.elapsedTime / 1_000);
    }
    done();
  });
}
