import { addAbortSignal, Readable } from 'node:stream';

import { rejectItemSchema, type RejectRow } from '@regpipe/contracts';
import {
  countRejects,
  type Database,
  listRejects,
  readSourceColumns,
  type RejectPosition,
} from '@regpipe/database';
import { jsonResponse, problemResponses, type Server } from '@regpipe/http';
import { z } from 'zod';

import { BYTE_ORDER_MARK, encodeCsvRow } from '../encode-csv.ts';
import { findDefect } from '../find-defect.ts';
import type { Gateway } from '../gateway.ts';
import { cutPage, jobParameters, nextCursor, pageLimit } from './parameters.ts';
import { requireJob } from './require-job.ts';
import { streamResponse } from './stream-response.ts';

const CSV_PAGE = 500;
const CSV_COLUMNS = [
  'id',
  'job_id',
  'chunk',
  'source_line',
  'error_type',
  'error_message',
  'raw_data',
] as const;

const tags = ['jobs'];

/** The records that a job rejected: by page, and as one file. */
export function jobErrorRoutes(server: Server, { database, datasets, downloads, closing }: Gateway): void {
  server.route({
    method: 'GET',
    url: '/api/jobs/:id/errors',
    config: { access: 'viewer' },
    schema: {
      operationId: 'listJobErrors',
      summary: 'Rejected records of a job, by type',
      tags,
      params: jobParameters,
      querystring: z.strictObject({
        type: z
          .string()
          .regex(/^[A-Z0-9_]+$/, 'Invalid: types are written like INVALID_BAN')
          .optional()
          .describe('Only this error_type'),
        limit: pageLimit(500, 50),
        cursor: z
          .string()
          .regex(/^\d{1,15}\.[A-Z0-9_]+$/, 'Invalid cursor: give next_cursor as it came')
          .optional(),
      }),
      response: {
        200: jsonResponse(
          'A page of rejected records',
          z.object({
            items: z.array(rejectItemSchema),
            by_type: z
              .array(z.object({ error_type: z.string(), count: z.int() }))
              .describe('Of the whole job, the most frequent first'),
            next_cursor: nextCursor,
          }),
        ),
        ...problemResponses('REQUEST_INVALID', 'JOB_NOT_FOUND'),
      },
    },
    handler: async (request) => {
      const { id: jobId } = request.params;
      const { type, limit, cursor } = request.query;
      const job = await requireJob(database, jobId);
      const after = cursor === undefined ? undefined : decodeCursor(cursor);
      const rejects = await listRejects(database.pool, { jobId, type, after, limit: limit + 1 });
      const by_type = await countRejects(database.pool, jobId);
      const origin = {
        dataset: datasets.find(({ name }) => name === job.dataset),
        columns: await readSourceColumns(database.pool, jobId),
      };
      const page = cutPage(rejects, limit, encodeCursor);
      const items = page.items.map((reject) => ({ ...reject, defect: findDefect(reject, origin) }));
      return { ...page, items, by_type };
    },
  });

  server.route({
    method: 'GET',
    url: '/api/jobs/:id/errors.csv',
    config: { access: 'viewer', lasting: true },
    exposeHeadRoute: false,
    schema: {
      operationId: 'downloadJobErrors',
      summary: 'Rejected records of a job as a CSV file',
      description:
        'UTF-8 with a byte-order mark. Cells that a spreadsheet would take for a formula start with an apostrophe.',
      tags,
      params: jobParameters,
      response: {
        ...streamResponse('text/csv', 'All of them, by type'),
        ...problemResponses('REQUEST_INVALID', 'JOB_NOT_FOUND', 'GATEWAY_BUSY'),
      },
    },
    handler: async (request, reply) => {
      const { id } = await requireJob(database, request.params.id);
      downloads.take(request, reply);
      const csv = addAbortSignal(closing, Readable.from(writeCsv(database, id)));
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="job-${id}-errors.csv"`)
        .header('connection', 'close')
        .send(csv);
    },
  });
}

/** Page by page and not with a database cursor: a client that reads slowly must not hold a transaction open. */
async function* writeCsv(database: Database, jobId: number): AsyncGenerator<string, void> {
  yield BYTE_ORDER_MARK + encodeCsvRow(CSV_COLUMNS);
  let after: RejectPosition | undefined;
  let page: RejectRow[];
  do {
    page = await listRejects(database.pool, { jobId, after, limit: CSV_PAGE });
    after = page.at(-1);
    if (page.length > 0) yield page.map(toCsvRow).join('');
  } while (page.length === CSV_PAGE);
}

function toCsvRow(reject: RejectRow): string {
  return encodeCsvRow(CSV_COLUMNS.map((column) => reject[column]));
}

function encodeCursor(last: RejectPosition): string {
  return `${last.id}.${last.error_type}`;
}

function decodeCursor(cursor: string): RejectPosition {
  const dot = cursor.indexOf('.');
  return { id: Number(cursor.slice(0, dot)), error_type: cursor.slice(dot + 1) };
}
