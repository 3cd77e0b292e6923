import {
  NOTIFICATION_QUESTIONS,
  type NotificationAnswer,
  notificationAnswerSchema,
  type NotificationPage,
  type NotificationQuestion,
} from '@regpipe/contracts';

import { jsonResponse } from './json-response.ts';
import { questionSchemas } from './notification-questions.ts';
import { problemResponses } from './problem-responses.ts';
import type { Server } from './server.ts';

/** Throws RefusedError DATABASE_UNAVAILABLE or QUERY_UNAVAILABLE where there is no answer. */
export type AnswerQuestion = (question: NotificationQuestion) => Promise<NotificationPage>;

const SUMMARIES = {
  user: "A user's notifications",
  marketing: "A campaign's notifications",
  fail: 'The notification of a transaction, where it has failed',
} as const;

/** When GET /query/failures began to be deprecated, as RFC 9745 writes it: 2026-11-21. */
const DEPRECATED_SINCE = '@1795219200';
const DEPRECATION_WARNING = 'GET /query/failures is deprecated: ask GET /query/fail, which answers the same.';

const tags = ['notifications'];
/** Nothing of a question changes anything, also where it comes as a POST. */
const config = { access: 'viewer', changesNothing: true, fast: true } as const;
const response = {
  200: jsonResponse(
    'A page of records, the newest first; an empty one where nothing is known',
    notificationAnswerSchema,
  ),
  ...problemResponses('REQUEST_INVALID', 'QUERY_UNAVAILABLE'),
};

/**
 * The questions about notifications, each by POST with a body and by GET with a query string: the same at the gateway and
 * at the query service, which only differ in how they come to an answer.
 */
export function notificationRoutes(server: Server, answer: AnswerQuestion): void {
  const ask = async (question: NotificationQuestion) => toAnswer(await answer(question));

  for (const by of NOTIFICATION_QUESTIONS) {
    const { body, querystring } = questionSchemas[by];
    const url = `/query/${by}`;
    const summary = SUMMARIES[by];
    server.route({
      ...{ method: 'POST', url, config },
      schema: { operationId: operationOf('post', by), summary, tags, body, response },
      handler: (request) => ask(request.body),
    });
    server.route({
      ...{ method: 'GET', url, config },
      exposeHeadRoute: false,
      schema: { operationId: operationOf('get', by), summary, tags, querystring, response },
      handler: (request) => ask(request.query),
    });
  }

  server.route({
    ...{ method: 'GET', url: '/query/failures', config },
    exposeHeadRoute: false,
    schema: {
      operationId: 'getNotificationFailures',
      summary: 'The same as /query/fail, by the address that it had',
      deprecated: true,
      tags,
      querystring: questionSchemas.fail.querystring,
      response,
    },
    handler: async (request, reply) => {
      const successor = `/query/fail?transaction_id=${encodeURIComponent(request.query.id)}`;
      reply.header('deprecation', DEPRECATED_SINCE).header('link', `<${successor}>; rel="successor-version"`);
      return { ...(await ask(request.query)), deprecation_warning: DEPRECATION_WARNING };
    },
  });
}

function operationOf(method: 'get' | 'post', by: NotificationQuestion['by']): string {
  return `${method}NotificationsBy${by.charAt(0).toUpperCase()}${by.slice(1)}`;
}

function toAnswer({ records, total, nextCursor }: NotificationPage): NotificationAnswer {
  return {
    success: true,
    data: [...records],
    message:
      records.length === 0 ? 'No notifications found.' : `${records.length} of ${total} notifications.`,
    total_count: total,
    has_more: nextCursor !== null,
    ...(nextCursor === null ? {} : { next_cursor: nextCursor }),
  };
}
