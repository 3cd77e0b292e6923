import { Readable } from 'node:stream';

import { errorMessage } from '@regpipe/contracts';
import { getJob } from '@regpipe/database';
import { problemResponses, type Server } from '@regpipe/http';

import { watchCredential } from '../access/watch-credential.ts';
import { followJob } from '../follow-job.ts';
import type { Gateway } from '../gateway.ts';
import { jobParameters } from './parameters.ts';
import { requireJob } from './require-job.ts';
import { streamResponse } from './stream-response.ts';

const POLL_MS = 2_000;
const PING_MS = 15_000;

/** A job's progress and state as server-sent events. */
export function jobEventRoutes(
  server: Server,
  { database, keyring, eventStreams, jobChanges, closing }: Gateway,
): void {
  server.route({
    method: 'GET',
    url: '/api/jobs/:id/events',
    config: { access: 'viewer', lasting: true },
    exposeHeadRoute: false,
    schema: {
      operationId: 'followJob',
      summary: 'Follow a job (server-sent events)',
      description:
        'First the job as it is, as event `job`; again after each change; then `end` with its status, and the stream ' +
        'closes. A comment every 15 seconds of silence keeps the connection alive. It closes without `end` when the ' +
        'token is revoked.',
      tags: ['jobs'],
      params: jobParameters,
      response: {
        ...streamResponse('text/event-stream', 'Events'),
        ...problemResponses('REQUEST_INVALID', 'JOB_NOT_FOUND', 'GATEWAY_BUSY'),
      },
    },
    handler: async (request, reply) => {
      const job = await requireJob(database, request.params.id);
      eventStreams.take(request, reply);
      const client = new AbortController();
      const leave = () => {
        client.abort();
      };
      if (reply.raw.destroyed) leave();
      else reply.raw.once('close', leave);
      const read = () =>
        getJob(database.pool, job.id).catch((error: unknown) => {
          // The next try may succeed; until then the broadcasts still come.
          request.log.warn({ event: 'job_read_failed', job_run_id: job.id, err: error }, errorMessage(error));
          return undefined;
        });
      const revoked = watchCredential(keyring, request, client.signal);
      const signal = AbortSignal.any([client.signal, revoked, closing]);
      const events = followJob(job, { read, changes: jobChanges, signal, pollMs: POLL_MS, pingMs: PING_MS });
      return (
        reply
          .type('text/event-stream')
          // A proxy that collects the answer before passing it on would hide all progress.
          .header('x-accel-buffering', 'no')
          .header('connection', 'close')
          .send(Readable.from(events))
      );
    },
  });
}
