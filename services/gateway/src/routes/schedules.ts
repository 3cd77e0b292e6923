import { RefusedError, scheduleRunSchema, scheduleSchema } from '@regpipe/contracts';
import { enableSchedule, findSchedule, listRuns, listSchedules, removeSchedule } from '@regpipe/database';
import { emptyResponse, jsonResponse, problemResponses, type Server } from '@regpipe/http';
import { z } from 'zod';

import type { Gateway } from '../gateway.ts';
import { toSchedule } from '../to-schedule.ts';
import { scheduleParameters } from './schedule-body.ts';

const NEWEST_RUNS = 20;

const tags = ['schedules'];

/** What starts jobs by itself: seeing it, stopping its clock, running it now. Only that last one asks the tracker. */
export function scheduleRoutes(server: Server, { database, callTracker }: Gateway): void {
  server.route({
    method: 'GET',
    url: '/api/schedules',
    config: { access: 'viewer' },
    schema: {
      operationId: 'listSchedules',
      summary: 'Every schedule',
      tags,
      response: {
        200: jsonResponse('All of them, by name', z.object({ items: z.array(scheduleSchema) })),
        ...problemResponses(),
      },
    },
    handler: async () => {
      const now = new Date();
      return { items: (await listSchedules(database.pool)).map((row) => toSchedule(row, now)) };
    },
  });

  server.route({
    method: 'GET',
    url: '/api/schedules/:name',
    config: { access: 'viewer' },
    schema: {
      operationId: 'getSchedule',
      summary: 'One schedule with its newest runs',
      tags,
      params: scheduleParameters,
      response: {
        200: jsonResponse(
          'The schedule',
          scheduleSchema.extend({
            runs: z.array(scheduleRunSchema).describe(`Newest first, ${NEWEST_RUNS} at most`),
          }),
        ),
        ...problemResponses('REQUEST_INVALID', 'SCHEDULE_NOT_FOUND'),
      },
    },
    handler: async ({ params: { name } }) => {
      const row = requireSchedule(await findSchedule(database.pool, name), name);
      return { ...toSchedule(row, new Date()), runs: await listRuns(database.pool, name, NEWEST_RUNS) };
    },
  });

  server.route({
    method: 'PATCH',
    url: '/api/schedules/:name',
    config: { access: 'operator' },
    schema: {
      operationId: 'enableSchedule',
      summary: 'Pause a schedule, or take it up again',
      tags,
      params: scheduleParameters,
      body: z.strictObject({ enabled: z.boolean().describe('False stops its clock') }),
      response: {
        200: jsonResponse('The schedule', scheduleSchema),
        ...problemResponses('REQUEST_INVALID', 'FORBIDDEN', 'SCHEDULE_NOT_FOUND'),
      },
    },
    handler: async ({ params: { name }, body: { enabled } }) =>
      toSchedule(requireSchedule(await enableSchedule(database.pool, name, enabled), name), new Date()),
  });

  server.route({
    method: 'DELETE',
    url: '/api/schedules/:name',
    config: { access: 'operator' },
    schema: {
      operationId: 'removeSchedule',
      summary: 'Remove a schedule and what is kept of its runs; their jobs stay',
      tags,
      params: scheduleParameters,
      response: {
        204: emptyResponse('Removed'),
        ...problemResponses('REQUEST_INVALID', 'FORBIDDEN', 'SCHEDULE_NOT_FOUND'),
      },
    },
    handler: async ({ params: { name } }, reply) => {
      requireSchedule((await removeSchedule(database.pool, name)) || undefined, name);
      return reply.code(204).send();
    },
  });

  server.route({
    method: 'POST',
    url: '/api/schedules/:name/run',
    config: { access: 'operator' },
    schema: {
      operationId: 'runSchedule',
      summary: 'Run a schedule now, also one that is paused or has ended',
      tags,
      params: scheduleParameters,
      response: {
        202: jsonResponse('What came of it: a job, or why there is none', scheduleRunSchema),
        ...problemResponses('REQUEST_INVALID', 'FORBIDDEN', 'SCHEDULE_NOT_FOUND', 'TRACKER_UNAVAILABLE'),
      },
    },
    handler: async ({ params: { name } }, reply) => {
      const run = await callTracker('tracker.tick', { schedule: name });
      if (run.outcome === 'started' && run.job_id !== null)
        reply.header('location', `/api/jobs/${run.job_id}`);
      return reply.code(202).send(run);
    },
  });
}

/** @throws RefusedError SCHEDULE_NOT_FOUND */
function requireSchedule<T>(found: T | undefined, name: string): T {
  if (found !== undefined) return found;
  throw new RefusedError('SCHEDULE_NOT_FOUND', `There is no schedule "${name}".`, {
    fields: { schedule: name },
  });
}
