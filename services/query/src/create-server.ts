import type { NotificationQuestion } from '@regpipe/contracts';
import type { Database } from '@regpipe/database';
import { type EdgeOptions, notificationRoutes, openEdge, type Server } from '@regpipe/http';

import { answerQuestion } from './answer-question.ts';
import { documentation } from './documentation.ts';
import { healthRoutes } from './health-routes.ts';
import { informationRoute } from './information-route.ts';

export interface ServerOptions extends Omit<EdgeOptions, 'documentation' | 'sessions' | 'stopping'> {
  /** For questions alone: however long they wait for it, who asks and how the service is can be said. */
  readonly queries: Database;
  /** Aborted when the process was asked to end. */
  readonly stopping: AbortSignal;
}

/** The service's own HTTP port, ready to listen. */
export async function createServer(options: ServerOptions): Promise<Server> {
  const { queries } = options;
  const { server } = await openEdge({ ...options, documentation, sessions: false });
  informationRoute(server);
  healthRoutes(server, options);
  notificationRoutes(server, (question: NotificationQuestion) => answerQuestion(queries, question));
  await server.ready();
  return server;
}
