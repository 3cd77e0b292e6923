import { JOB_CHANGED, jobSchema } from '@regpipe/contracts';
import type { Server } from '@regpipe/http';
import { type Logger, VERSION } from '@regpipe/runtime';
import type { Context, ServiceSchema } from 'moleculer';

import type { JobChanges } from './job-changes.ts';

export interface GatewayOptions {
  readonly server: Server;
  readonly host: string;
  /** 0 takes a free one; the log says which. */
  readonly port: number;
  readonly jobChanges: JobChanges;
  readonly log: Logger;
}

/** Serves the HTTP API, and passes the tracker's broadcasts on to those who follow a job. */
export function gatewayService({ server, host, port, jobChanges, log }: GatewayOptions): ServiceSchema {
  return {
    name: 'gateway',
    actions: {
      health: () => ({ service: 'gateway', version: VERSION }),
    },
    events: {
      [JOB_CHANGED](context: Context) {
        const job = jobSchema.safeParse(context.params);
        // A job of another shape comes from a tracker of another version; followers still read the database.
        if (job.success) jobChanges.emit('changed', job.data);
      },
    },
    async started() {
      const address = await server.listen({ host, port });
      log.info({ event: 'http_listening', address }, `The API is at ${address}`);
    },
    async stopped() {
      await server.close();
    },
  };
}
