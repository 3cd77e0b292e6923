import { describeProblems, jsonResponse, type Server } from '@regpipe/http';
import { VERSION } from '@regpipe/runtime';
import { z } from 'zod';

const ENDPOINTS = [
  'POST /query/user',
  'GET /query/user',
  'POST /query/marketing',
  'GET /query/marketing',
  'POST /query/fail',
  'GET /query/fail',
  'GET /query/failures',
  'GET /health',
  'GET /ready',
  'GET /docs',
  'GET /openapi.json',
] as const;

/** Says what is to be found here. */
export function informationRoute(server: Server): void {
  server.route({
    method: 'GET',
    url: '/',
    config: { access: 'open' },
    schema: {
      operationId: 'information',
      summary: 'What this service is, and its endpoints',
      tags: ['health'],
      security: [],
      response: {
        200: jsonResponse(
          'The service',
          z.object({
            service: z.literal('query'),
            description: z.string(),
            architecture: z.literal('CQRS'),
            version: z.string(),
            endpoints: z.array(z.string()),
          }),
        ),
        ...describeProblems(['TOO_MANY_REQUESTS', 'HOST_REFUSED']),
      },
    },
    handler: () => ({
      service: 'query' as const,
      description: 'Answers questions about push notifications.',
      architecture: 'CQRS' as const,
      version: VERSION,
      endpoints: [...ENDPOINTS],
    }),
  });
}
