import { JOB_MODES, jobModeSchema, jobSchema, jobStatusSchema } from '@regpipe/contracts';
import { listJobs } from '@regpipe/database';
import { concerns, jsonResponse, problemResponses, type Server, traceOf } from '@regpipe/http';
import { z } from 'zod';

import type { Gateway } from '../gateway.ts';
import { cutPage, jobId, jobParameters, nextCursor, pageLimit, sourceText } from './parameters.ts';
import { requireJob } from './require-job.ts';

const LARGEST_CHUNK = 1_000_000;

const tags = ['jobs'];

/** Starting, watching, resuming and cancelling jobs. Reads come from the database, commands go to the tracker. */
export function jobRoutes(server: Server, { database, datasets, callTracker }: Gateway): void {
  const datasetName = z.enum(datasets.map((dataset) => dataset.name));

  const accept = z.boolean().optional().describe('Publish however many rows are gone or rejected');

  const startBody = z.strictObject({
    dataset: datasetName.default(datasets[0]?.name ?? ''),
    mode: z.enum(JOB_MODES).default('full').describe('dry-run goes the whole way but loads nothing'),
    source: sourceText
      .optional()
      .describe("Address or path of a CSV, gzip or ZIP file, instead of the data set's own"),
    limit: z.int().min(1).optional().describe('Only the first so many records'),
    chunkSize: z.int().min(1).max(LARGEST_CHUNK).optional().describe('Most records in a chunk'),
    force: z
      .boolean()
      .optional()
      .describe('Load the source even where it is what the live publication was made of'),
    accept,
  });

  server.route({
    method: 'POST',
    url: '/api/jobs',
    config: { access: 'operator' },
    schema: {
      operationId: 'startJob',
      summary: 'Start a job',
      tags,
      // No body at all asks for a full job of the first data set.
      body: z.preprocess((body) => body ?? {}, startBody),
      response: {
        202: jsonResponse('The job; Location is its address', jobSchema),
        ...problemResponses(
          'REQUEST_INVALID',
          'SOURCE_FORBIDDEN',
          'FORBIDDEN',
          'JOB_RUNNING',
          'TOO_MANY_JOBS',
          'TRACKER_UNAVAILABLE',
        ),
      },
    },
    handler: async (request, reply) => {
      const { dataset, mode, source, limit, chunkSize, force, accept } = request.body;
      const job = await callTracker('tracker.start', {
        ...traceOf(request),
        dataset,
        mode,
        ...(source === undefined ? {} : { source }),
        ...(limit === undefined ? {} : { limit }),
        ...(chunkSize === undefined ? {} : { chunkSize }),
        ...(force === undefined ? {} : { force }),
        ...(accept === undefined ? {} : { accept }),
      });
      concerns(request, job);
      return reply.code(202).header('location', `/api/jobs/${job.id}`).send(job);
    },
  });

  server.route({
    method: 'GET',
    url: '/api/jobs',
    config: { access: 'viewer' },
    schema: {
      operationId: 'listJobs',
      summary: 'Jobs, newest first',
      tags,
      querystring: z.strictObject({
        dataset: datasetName.optional(),
        status: jobStatusSchema.optional(),
        mode: jobModeSchema.optional(),
        limit: pageLimit(200, 50),
        cursor: jobId.optional(),
      }),
      response: {
        200: jsonResponse('A page of jobs', z.object({ items: z.array(jobSchema), next_cursor: nextCursor })),
        ...problemResponses('REQUEST_INVALID'),
      },
    },
    handler: async (request) => {
      const { dataset, status, mode, limit, cursor } = request.query;
      const statuses = status === undefined ? undefined : [status];
      const filter = { dataset, statuses, mode, beforeId: cursor, limit: limit + 1 };
      return cutPage(await listJobs(database.pool, filter), limit, (last) => String(last.id));
    },
  });

  server.route({
    method: 'GET',
    url: '/api/jobs/:id',
    config: { access: 'viewer' },
    schema: {
      operationId: 'getJob',
      summary: 'One job',
      tags,
      params: jobParameters,
      response: {
        200: jsonResponse('The job as it is now', jobSchema),
        ...problemResponses('REQUEST_INVALID', 'JOB_NOT_FOUND'),
      },
    },
    handler: (request) => requireJob(database, request.params.id),
  });

  server.route({
    method: 'POST',
    url: '/api/jobs/:id/resume',
    config: { access: 'operator' },
    schema: {
      operationId: 'resumeJob',
      summary: 'Go on with a failed or interrupted job',
      tags,
      params: jobParameters,
      body: z.preprocess((body) => body ?? {}, z.strictObject({ accept })),
      response: {
        202: jsonResponse('The job, which goes on; Location is its address', jobSchema),
        ...problemResponses(
          'REQUEST_INVALID',
          'FORBIDDEN',
          'JOB_NOT_FOUND',
          'JOB_NOT_RESUMABLE',
          'JOB_NOT_REDRIVABLE',
          'JOB_SUPERSEDED',
          'JOB_RUNNING',
          'TRACKER_UNAVAILABLE',
        ),
      },
    },
    handler: async (request, reply) => {
      const job = await callTracker('tracker.resume', {
        ...traceOf(request),
        jobId: request.params.id,
        ...(request.body.accept === undefined ? {} : { accept: request.body.accept }),
      });
      concerns(request, job);
      return reply.code(202).header('location', `/api/jobs/${job.id}`).send(job);
    },
  });

  server.route({
    method: 'POST',
    url: '/api/jobs/:id/redrive',
    config: { access: 'operator' },
    schema: {
      operationId: 'redriveJob',
      summary: 'Repair a partial job: send its dead letters again and merge what they bring',
      tags,
      params: jobParameters,
      response: {
        202: jsonResponse('The job, which is being repaired; Location is its address', jobSchema),
        ...problemResponses(
          'REQUEST_INVALID',
          'FORBIDDEN',
          'JOB_NOT_FOUND',
          'JOB_NOT_REDRIVABLE',
          'DEAD_LETTERS_GONE',
          'JOB_RUNNING',
          'TRACKER_UNAVAILABLE',
        ),
      },
    },
    handler: async (request, reply) => {
      const job = await callTracker('tracker.redrive', { ...traceOf(request), jobId: request.params.id });
      concerns(request, job);
      return reply.code(202).header('location', `/api/jobs/${job.id}`).send(job);
    },
  });

  server.route({
    method: 'POST',
    url: '/api/jobs/:id/cancel',
    config: { access: 'operator' },
    schema: {
      operationId: 'cancelJob',
      summary: 'Cancel a job and drop what it has loaded; a repaired job is partial again',
      tags,
      params: jobParameters,
      response: {
        200: jsonResponse('The cancelled job, or the one whose repair was given up', jobSchema),
        ...problemResponses(
          'REQUEST_INVALID',
          'FORBIDDEN',
          'JOB_NOT_FOUND',
          'JOB_NOT_CANCELLABLE',
          'TRACKER_UNAVAILABLE',
        ),
      },
    },
    handler: async (request) =>
      concerns(
        request,
        await callTracker('tracker.cancel', { ...traceOf(request), jobId: request.params.id }),
      ),
  });
}
