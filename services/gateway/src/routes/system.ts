import { NATS_SERVICES, streamViewSchema, systemSchema } from '@regpipe/contracts';
import { readPostgresVersion } from '@regpipe/database';
import { jsonResponse, problemResponses, type Server } from '@regpipe/http';
import { VERSION } from '@regpipe/runtime';
import { z } from 'zod';

import type { Gateway } from '../gateway.ts';

/** Whoever does not answer so soon is shown as away. */
const ANSWER_LIMIT_MS = 3_000;

const tags = ['system'];

/** Who is there, and what lies in the streams between them. */
export function systemRoutes(server: Server, { database, bus, listReplicas }: Gateway): void {
  server.route({
    method: 'GET',
    url: '/api/system',
    config: { access: 'viewer' },
    schema: {
      operationId: 'getSystem',
      summary: 'Every service with its processes, PostgreSQL and NATS',
      description:
        'A process that was killed is left out ten seconds after its last heartbeat; one that has said goodbye, at once.',
      tags,
      response: { 200: jsonResponse('Who is there', systemSchema), ...problemResponses() },
    },
    handler: async () => {
      const [postgres, nats] = await Promise.all([
        readPostgresVersion(database.pool, ANSWER_LIMIT_MS),
        bus.readVersion(ANSWER_LIMIT_MS),
      ]);
      const replicas = Map.groupBy(listReplicas(), ({ service }) => service);
      return {
        version: VERSION,
        services: NATS_SERVICES.map((name) => ({
          name,
          replicas: (replicas.get(name) ?? []).map(({ node, host, version, seenSeconds }) => ({
            node,
            host,
            version,
            seen_seconds: seenSeconds,
          })),
        })),
        database: toReachable(postgres),
        bus: toReachable(nats),
      };
    },
  });

  server.route({
    method: 'GET',
    url: '/api/streams',
    config: { access: 'viewer' },
    schema: {
      operationId: 'listStreams',
      summary: 'The streams: what waits in each, and how far its consumers are',
      description: 'A stream or a consumer that does not exist yet is left out.',
      tags,
      response: {
        200: jsonResponse('Every stream that exists', z.object({ items: z.array(streamViewSchema) })),
        ...problemResponses('BUS_UNAVAILABLE'),
      },
    },
    handler: async () => ({ items: await bus.lookAtStreams() }),
  });
}

function toReachable(version: string | undefined) {
  return { reachable: version !== undefined, version: version ?? null };
}
