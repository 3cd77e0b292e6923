import { chunkMapSchema, timelineEntrySchema } from '@regpipe/contracts';
import { listJobEvents, readChunkMap } from '@regpipe/database';
import { jsonResponse, problemResponses, type Server } from '@regpipe/http';
import { z } from 'zod';

import type { Gateway } from '../gateway.ts';
import { jobParameters } from './parameters.ts';
import { requireJob } from './require-job.ts';

const tags = ['jobs'];

/** What became of a job's chunks, and what happened to the job. */
export function jobHistoryRoutes(server: Server, { database }: Gateway): void {
  server.route({
    method: 'GET',
    url: '/api/jobs/:id/chunks',
    config: { access: 'viewer' },
    schema: {
      operationId: 'getJobChunks',
      summary: 'Where each chunk of a job is, as runs of neighbours in the same state',
      tags,
      params: jobParameters,
      response: {
        200: jsonResponse('The chunks as they are now', chunkMapSchema),
        ...problemResponses('REQUEST_INVALID', 'JOB_NOT_FOUND'),
      },
    },
    handler: async (request) => {
      const { id } = await requireJob(database, request.params.id);
      return readChunkMap(database.pool, id);
    },
  });

  server.route({
    method: 'GET',
    url: '/api/jobs/:id/timeline',
    config: { access: 'viewer' },
    schema: {
      operationId: 'getJobTimeline',
      summary: 'What happened to a job, oldest first',
      description: 'Of facts that come once a chunk, the first hundred of each attempt.',
      tags,
      params: jobParameters,
      response: {
        200: jsonResponse('Everything that is kept', z.object({ items: z.array(timelineEntrySchema) })),
        ...problemResponses('REQUEST_INVALID', 'JOB_NOT_FOUND'),
      },
    },
    handler: async (request) => {
      const { id } = await requireJob(database, request.params.id);
      return { items: await listJobEvents(database.pool, id) };
    },
  });
}
