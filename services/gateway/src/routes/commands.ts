import {
  type NotificationCommand,
  notificationCommandSchema,
  RefusedError,
  subjects,
  TerminalError,
} from '@regpipe/contracts';
import { jsonResponse, problemResponses, type Server } from '@regpipe/http';
import { z } from 'zod';

import type { Gateway } from '../gateway.ts';

/** A projector that has come back works through a full stream in a minute or two; clients come back bit by bit. */
const FULL_RETRY_AFTER_S = 5;

/** What applications hand in as it happens. It is durable when the answer comes, and can be queried a moment later. */
export function commandRoutes(server: Server, { offerCommand }: Pick<Gateway, 'offerCommand'>): void {
  server.route({
    method: 'POST',
    url: '/commands/notifications',
    config: { access: 'sender', fast: true, keepsRecord: true },
    schema: {
      operationId: 'recordNotification',
      summary: 'Record what has become of a push notification',
      description:
        'Send each command again until it is answered: the same one (transaction_id and created_at) is recorded once. The ' +
        'newest command of a transaction is its state, in whatever order they come.',
      tags: ['notifications'],
      // Strict: an optional field that is misspelled would be lost without a word.
      body: z.strictObject(notificationCommandSchema.shape),
      response: {
        202: jsonResponse(
          'The command is kept',
          z.object({
            transaction_id: z.string(),
            created_at: z.number().int(),
            duplicate: z
              .boolean()
              .describe('Whether it is known that the same command came in the last two minutes'),
          }),
        ),
        ...problemResponses('REQUEST_INVALID', 'FORBIDDEN', 'COMMANDS_FULL', 'BUS_UNAVAILABLE'),
      },
    },
    handler: async (request, reply) => {
      const { transaction_id, created_at } = request.body;
      const result = await store(offerCommand, request.body);
      if (result === 'full') {
        throw new RefusedError('COMMANDS_FULL', 'More commands wait to be recorded than there is room for.', {
          fields: { retry_after_s: FULL_RETRY_AFTER_S },
        });
      }
      return reply.code(202).send({ transaction_id, created_at, duplicate: result === 'duplicate' });
    },
  });
}

async function store(offer: Gateway['offerCommand'], command: NotificationCommand) {
  try {
    return await offer(subjects.notificationCommands, Buffer.from(JSON.stringify(command)), idOf(command));
  } catch (error) {
    // What the schema lets through fits; a server may be set to take less.
    if (!(error instanceof TerminalError)) throw error;
    throw new RefusedError('REQUEST_INVALID', error.message, { cause: error });
  }
}

/** Tells commands apart, whatever stands in their fields: a header has one line, and the number comes after the last dot. */
function idOf({ transaction_id, created_at }: NotificationCommand): string {
  return `${encodeURIComponent(transaction_id)}.${created_at}`;
}
