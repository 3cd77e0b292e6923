import { setTimeout as pause } from 'node:timers/promises';

import type { Calls } from '@regpipe/contracts';
import type { Database } from '@regpipe/database';
import type { Server } from '@regpipe/http';
import { answer, type Logger, VERSION } from '@regpipe/runtime';
import type { Context, ServiceSchema } from 'moleculer';

import { answerQuestion } from './answer-question.ts';

export interface QueryOptions {
  readonly server: Server;
  readonly queries: Database;
  readonly host: string;
  /** 0 takes a free one; the log says which. */
  readonly port: number;
  readonly drainMs: number;
  readonly log: Logger;
}

/** Answers questions about notifications: the gateway's, and those that come to its own port. */
export function queryService({ server, queries, host, port, drainMs, log }: QueryOptions): ServiceSchema {
  return {
    name: 'query',
    actions: {
      health: () => ({ service: 'query', version: VERSION }),
      answer: ({ params }: Context<Calls['query.answer']['params']>) =>
        answer(() => answerQuestion(queries, params)),
    },
    async started() {
      const address = await server.listen({ host, port });
      log.info({ event: 'http_listening', address }, `Questions are answered at ${address}`);
    },
    /**
     * By now the other services know that this one ends. A load balancer learns it from /ready, and clients by their
     * connections, which end with the next answer: meanwhile everybody is answered. Then nobody new is let in, and those
     * who are inside are answered.
     */
    async stopped() {
      await pause(drainMs);
      await server.close();
    },
  };
}
