import { AUDIT_SEVERITIES, auditEntrySchema, dropSchema, dropStatusSchema } from '@regpipe/contracts';
import { AUDIT_SUBJECTS, listDrops, pageAudit } from '@regpipe/database';
import { jsonResponse, problemResponses, type Server, WITHOUT_NUL } from '@regpipe/http';
import { z } from 'zod';

import type { Gateway } from '../gateway.ts';
import { cutPage, jobId, nextCursor, pageLimit } from './parameters.ts';
import { requireDrop } from './require-drop.ts';

const LONGEST_NAME = 1_024;

const tags = ['drops'];
const dropParameters = z.strictObject({ id: jobId });

/** The files that were dropped, and what became of each. */
export function dropRoutes(server: Server, { database, datasets }: Gateway): void {
  server.route({
    method: 'GET',
    url: '/api/drops',
    config: { access: 'viewer' },
    schema: {
      operationId: 'listDrops',
      summary: 'Dropped files, the newest first',
      tags,
      querystring: z.strictObject({
        status: dropStatusSchema.optional(),
        dataset: z.enum(datasets.map(({ name }) => name)).optional(),
        name: z
          .string()
          .min(1)
          .max(LONGEST_NAME)
          .regex(...WITHOUT_NUL)
          .optional()
          .describe('What the name begins with'),
        limit: pageLimit(200, 50),
        cursor: jobId.optional(),
      }),
      response: {
        200: jsonResponse(
          'A page of dropped files',
          z.object({ items: z.array(dropSchema), next_cursor: nextCursor }),
        ),
        ...problemResponses('REQUEST_INVALID'),
      },
    },
    handler: async (request) => {
      const { cursor, limit, ...filter } = request.query;
      const drops = await listDrops(database.pool, { ...filter, beforeId: cursor, limit: limit + 1 });
      return cutPage(drops, limit, ({ id }) => String(id));
    },
  });

  server.route({
    method: 'GET',
    url: '/api/drops/:id',
    config: { access: 'viewer' },
    schema: {
      operationId: 'getDrop',
      summary: 'One dropped file',
      tags,
      params: dropParameters,
      response: {
        200: jsonResponse('The file as it stands now', dropSchema),
        ...problemResponses('REQUEST_INVALID', 'DROP_NOT_FOUND'),
      },
    },
    handler: (request) => requireDrop(database, request.params.id),
  });

  server.route({
    method: 'GET',
    url: '/api/drops/:id/audit',
    config: { access: 'viewer' },
    schema: {
      operationId: 'listDropAudit',
      summary: 'What was done about a dropped file, oldest first',
      tags,
      params: dropParameters,
      querystring: z.strictObject({
        about: z
          .enum(AUDIT_SUBJECTS)
          .optional()
          .describe('Only what is about the file as a whole, or about its rows'),
        severity: z.enum(AUDIT_SEVERITIES).optional(),
        event: z
          .string()
          .regex(/^[a-z_]{1,63}$/, 'Invalid: events are written like row_error')
          .optional(),
        limit: pageLimit(500, 100),
        cursor: jobId.optional(),
      }),
      response: {
        200: jsonResponse(
          'A page of the audit log',
          z.object({ items: z.array(auditEntrySchema), next_cursor: nextCursor }),
        ),
        ...problemResponses('REQUEST_INVALID', 'DROP_NOT_FOUND'),
      },
    },
    handler: async (request) => {
      const { cursor, limit, ...filter } = request.query;
      const { id: dropId } = await requireDrop(database, request.params.id);
      const entries = await pageAudit(database.pool, {
        dropId,
        ...filter,
        afterId: cursor,
        limit: limit + 1,
      });
      return cutPage(entries, limit, ({ id }) => String(id));
    },
  });
}
