import { scheduleSchema } from '@regpipe/contracts';
import { setSchedule } from '@regpipe/database';
import { jsonResponse, problemResponses, type Server } from '@regpipe/http';
import { inZone, nextDue } from '@regpipe/schedules';
import { z } from 'zod';

import type { Gateway } from '../gateway.ts';
import { toSchedule } from '../to-schedule.ts';
import { previewBody, scheduleBody, scheduleParameters } from './schedule-body.ts';

const tags = ['schedules'];

/** Setting schedules, and seeing beforehand when they would be due. */
export function scheduleSettingRoutes(server: Server, { database, datasets }: Gateway): void {
  const body = scheduleBody(z.enum(datasets.map(({ name }) => name)), datasets[0]?.name ?? '');

  server.route({
    method: 'PUT',
    url: '/api/schedules/:name',
    config: { access: 'operator' },
    schema: {
      operationId: 'setSchedule',
      summary: 'Make a schedule, or replace the one of this name',
      tags,
      params: scheduleParameters,
      body,
      response: {
        200: jsonResponse('The schedule, replaced: it counts its ticks anew', scheduleSchema),
        201: jsonResponse('The schedule, made', scheduleSchema),
        ...problemResponses('REQUEST_INVALID', 'FORBIDDEN'),
      },
    },
    handler: async ({ params: { name }, body: wanted }, reply) => {
      const { made, schedule } = await setSchedule(database.pool, { name, ...wanted });
      return reply
        .code(made ? 201 : 200)
        .header('location', `/api/schedules/${name}`)
        .send(toSchedule(schedule, new Date()));
    },
  });

  server.route({
    method: 'POST',
    url: '/api/schedules/preview',
    config: { access: 'viewer', changesNothing: true },
    schema: {
      operationId: 'previewSchedule',
      summary: 'When a schedule would be due, were it set now',
      tags,
      body: previewBody,
      response: {
        200: jsonResponse(
          'Its next due times, fewer where there are no more',
          z.object({
            next: z.array(z.iso.datetime({ offset: true })).describe('As clocks in its zone show them'),
          }),
        ),
        ...problemResponses('REQUEST_INVALID'),
      },
    },
    handler: ({ body: { count, ...timing } }) => {
      const now = new Date();
      const next = nextDue({ timing, countsFrom: now }, now, count);
      return { next: next.map((due) => inZone(due, timing.time_zone)) };
    },
  });
}
