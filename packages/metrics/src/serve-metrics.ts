import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { errorMessage, TerminalError } from '@regpipe/contracts';

import { METRICS_CONTENT_TYPE, type Metrics } from './metrics.ts';

export interface MetricsListener {
  /** Where it listens. */
  readonly url: string;
  close(): Promise<void>;
}

const REQUEST_TIMEOUT_MS = 5_000;
const MOST_HEADER_BYTES = 8 * 1_024;

/**
 * Serves a process's metrics at `GET /metrics`, to whoever asks: they are numbers, and the address is loopback unless
 * somebody decides otherwise. Port 0 takes a free one.
 *
 * @throws TerminalError CONFIG_INVALID where it cannot listen there
 */
export async function serveMetrics(metrics: Metrics, host: string, port: number): Promise<MetricsListener> {
  const server = createServer(
    { requestTimeout: REQUEST_TIMEOUT_MS, maxHeaderSize: MOST_HEADER_BYTES },
    (request, response) => {
      answer(metrics, request, response).catch(() => response.destroy());
    },
  );
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (cause) {
    throw new TerminalError('CONFIG_INVALID', `REGPIPE_METRICS_PORT: ${errorMessage(cause)}`, { cause });
  }
  const { address, family, port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${bound}/metrics`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function answer(metrics: Metrics, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url?.split('?', 1)[0];
  if (path !== '/metrics' || (request.method !== 'GET' && request.method !== 'HEAD')) {
    response.writeHead(path === '/metrics' ? 405 : 404, { 'content-type': 'text/plain' }).end();
    return;
  }
  const text = await metrics.text();
  response
    .writeHead(200, { 'content-type': METRICS_CONTENT_TYPE, 'cache-control': 'no-store' })
    .end(request.method === 'HEAD' ? undefined : text);
}
