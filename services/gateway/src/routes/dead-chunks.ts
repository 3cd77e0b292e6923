import { deadChunkSchema } from '@regpipe/contracts';
import { type DeadChunkPosition, pageDeadChunks } from '@regpipe/database';
import { jsonResponse, problemResponses, type Server } from '@regpipe/http';
import { z } from 'zod';

import type { Gateway } from '../gateway.ts';
import { cutPage, jobId, nextCursor, pageLimit } from './parameters.ts';

/** What failed every delivery, of all jobs. */
export function deadChunkRoutes(server: Server, { database, datasets }: Gateway): void {
  server.route({
    method: 'GET',
    url: '/api/dead-chunks',
    config: { access: 'viewer' },
    schema: {
      operationId: 'listDeadChunks',
      summary: 'Chunks that failed every delivery, newest first',
      tags: ['jobs'],
      querystring: z.strictObject({
        dataset: z.enum(datasets.map(({ name }) => name)).optional(),
        job: jobId.optional(),
        limit: pageLimit(200, 50),
        cursor: z
          .string()
          .regex(
            /^\d{1,16}\.\d{1,15}\.[a-z]{1,20}\.\d{1,9}\.\d{1,4}$/,
            'Invalid cursor: give next_cursor as it came',
          )
          .optional(),
      }),
      response: {
        200: jsonResponse(
          'A page of dead chunks',
          z.object({ items: z.array(deadChunkSchema), next_cursor: nextCursor }),
        ),
        ...problemResponses('REQUEST_INVALID'),
      },
    },
    handler: async (request) => {
      const { dataset, job, limit, cursor } = request.query;
      const after = cursor === undefined ? undefined : decodeCursor(cursor);
      const chunks = await pageDeadChunks(database.pool, { dataset, jobId: job, after, limit: limit + 1 });
      return cutPage(chunks, limit, encodeCursor);
    },
  });
}

function encodeCursor({ micros, job_id, stage, chunk, part }: DeadChunkPosition): string {
  return [micros, job_id, stage, chunk, part].join('.');
}

function decodeCursor(cursor: string): DeadChunkPosition {
  const [micros, job, stage = '', chunk, part] = cursor.split('.');
  return {
    micros: Number(micros),
    job_id: Number(job),
    stage,
    chunk: Number(chunk),
    part: Number(part),
  };
}
