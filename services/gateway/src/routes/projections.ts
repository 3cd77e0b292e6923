import { projectionSchema, RefusedError } from '@regpipe/contracts';
import { readProjection } from '@regpipe/database';
import { jsonResponse, problemResponses, type Server } from '@regpipe/http';
import { z } from 'zod';

import type { Gateway } from '../gateway.ts';

const tags = ['notifications'];
const projectionName = z
  .string()
  .regex(/^[a-z][a-z-]{0,63}$/, 'Invalid: lower-case letters and hyphens')
  .describe('notifications');
const params = z.strictObject({ name: projectionName });

/** Tables that are made of commands: how they are, and making them anew. */
export function projectionRoutes(server: Server, { database, callProjector }: Gateway): void {
  server.route({
    method: 'GET',
    url: '/api/projections/:name',
    config: { access: 'viewer' },
    schema: {
      operationId: 'getProjection',
      summary: 'A projection, and how far its rebuild is',
      tags,
      params,
      response: {
        200: jsonResponse('The projection as it is now', projectionSchema),
        ...problemResponses('REQUEST_INVALID', 'PROJECTION_UNKNOWN'),
      },
    },
    handler: async (request) => {
      const { name } = request.params;
      const projection = await readProjection(database.pool, name);
      if (projection !== undefined) return projection;
      throw new RefusedError(
        'PROJECTION_UNKNOWN',
        `There is no projection "${name}", or no projector has made it.`,
        {
          fields: { projection: name },
        },
      );
    },
  });

  server.route({
    method: 'POST',
    url: '/api/projections/:name/rebuild',
    config: { access: 'operator' },
    schema: {
      operationId: 'rebuildProjection',
      summary: 'Make a projection anew from the commands, while it is queried',
      description: 'Where a rebuild is on its way already, the answer is that one.',
      tags,
      params,
      response: {
        202: jsonResponse('The projection; Location is its address', projectionSchema),
        ...problemResponses(
          'REQUEST_INVALID',
          'FORBIDDEN',
          'PROJECTION_UNKNOWN',
          'PROJECTOR_UNAVAILABLE',
          'BUS_UNAVAILABLE',
        ),
      },
    },
    handler: async (request, reply) => {
      const projection = await callProjector(request.params.name);
      return reply.code(202).header('location', `/api/projections/${projection.name}`).send(projection);
    },
  });
}
