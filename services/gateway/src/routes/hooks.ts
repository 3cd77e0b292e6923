import {
  isDropped,
  readObjectEvent,
  type ReceivedDrop,
  receivedDropSchema,
  RefusedError,
} from '@regpipe/contracts';
import { jsonResponse, problemResponses, type Server } from '@regpipe/http';
import { z } from 'zod';

import type { Gateway } from '../gateway.ts';

/** What others call when something has happened at their place. */
export function hookRoutes(server: Server, { callIntake }: Gateway): void {
  server.route({
    method: 'POST',
    url: '/hooks/s3',
    config: { access: 'sender' },
    schema: {
      operationId: 'tellOfObjects',
      summary: 'Tell of files that were put into the bucket',
      description:
        'Takes the event "Object Created" of EventBridge, and notifications of S3 itself. Once it has answered, the files ' +
        'are going to be processed, each object (bucket, key, ETag) once however often it is announced. Objects that do ' +
        'not lie under incoming/ are ignored.',
      tags: ['drops'],
      body: z.record(z.string(), z.unknown()).describe('The event, as EventBridge or S3 sends it'),
      response: {
        202: jsonResponse(
          'What has become of the objects',
          z.object({
            drops: z.array(receivedDropSchema),
            ignored: z.array(z.object({ bucket: z.string(), key: z.string() })),
          }),
        ),
        ...problemResponses('REQUEST_INVALID', 'FORBIDDEN', 'INTAKE_UNAVAILABLE'),
      },
    },
    handler: async (request, reply) => {
      const event = readObjectEvent(request.body);
      if (event.kind === 'refused') throw new RefusedError('REQUEST_INVALID', event.reason);
      const ignored = event.objects.filter(({ key }) => !isDropped(key));
      const drops: ReceivedDrop[] = [];
      for (const object of event.objects) {
        if (isDropped(object.key)) drops.push(await callIntake(object));
      }
      return reply.code(202).send({ drops, ignored: ignored.map(({ bucket, key }) => ({ bucket, key })) });
    },
  });
}
