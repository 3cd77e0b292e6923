import { problemResponses, type Server } from '@regpipe/http';
import { METRICS_CONTENT_TYPE, type Metrics } from '@regpipe/metrics';

import type { Gateway } from '../gateway.ts';
import { SystemMetrics } from '../metrics/system-metrics.ts';
import { streamResponse } from './stream-response.ts';

/** What Prometheus scrapes: the whole system, and this gateway. */
export function metricsRoutes(server: Server, gateway: Gateway & { readonly metrics: Metrics }): void {
  const system = new SystemMetrics(gateway);
  server.route({
    method: 'GET',
    url: '/metrics',
    config: { access: 'viewer', withoutDatabase: true },
    exposeHeadRoute: false,
    schema: {
      operationId: 'getMetrics',
      summary: "Metrics in Prometheus' text format",
      description:
        'Of the whole system, read from PostgreSQL and NATS, and of this gateway. It answers also while one of them is ' +
        'away, within seconds, and `regpipe_up` says which.',
      tags: ['system'],
      response: { ...streamResponse('text/plain', 'Every metric'), ...problemResponses() },
    },
    handler: async (_request, reply) => {
      const [ofSystem, ofProcess] = await Promise.all([system.text(), gateway.metrics.text()]);
      return reply.type(METRICS_CONTENT_TYPE).send(`${ofSystem}${ofProcess}`);
    },
  });
}
