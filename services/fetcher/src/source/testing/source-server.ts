import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import type { AddressInfo, Server, Socket } from 'node:net';

import { expect, onTestFinished, vi } from 'vitest';

export interface SeenRequest {
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
}

export interface SourceServer {
  readonly url: (path?: string) => string;
  /** Every request so far, in order. */
  readonly requests: readonly SeenRequest[];
  /** Resolves when no client is connected any more. */
  readonly untilLeft: () => Promise<void>;
}

export type Responder = (request: IncomingMessage, response: ServerResponse, nth: number) => void;

/** A real server on a free port. The test fails when a connection is still open after it. */
export function startSourceServer(respond: Responder): Promise<SourceServer> {
  return start((listener) => createServer(listener), 'http', respond);
}

export function startTlsServer(tls: ServerOptions, respond: Responder): Promise<SourceServer> {
  return start((listener) => createTlsServer(tls, listener), 'https', respond);
}

async function start(
  create: (listener: RequestListener) => Server,
  scheme: string,
  respond: Responder,
): Promise<SourceServer> {
  const requests: SeenRequest[] = [];
  const sockets = new Set<Socket>();
  const server = create((request, response) => {
    requests.push({ url: request.url ?? '', headers: request.headers });
    respond(request, response, requests.length);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  const untilLeft = () =>
    vi.waitFor(() => expect(sockets.size, 'open connections').toBe(0), { timeout: 2000, interval: 5 });
  onTestFinished(async () => {
    try {
      await untilLeft();
    } finally {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    }
  });
  return { url: (path = '/data.csv') => `${scheme}://127.0.0.1:${port}${path}`, requests, untilLeft };
}

export interface ServedFile {
  readonly bytes: Buffer;
  readonly etag?: string;
  readonly lastModified?: string;
  /** Answers ranges with 206 unless false. */
  readonly ranges?: boolean;
  /** Cuts the connection after so many bytes of this body. */
  readonly cutAfter?: number;
  /** Resets the connection after so many bytes of this body. */
  readonly resetAfter?: number;
  /** Sends nothing more after so many bytes of this body, and keeps the connection. */
  readonly stallAfter?: number;
  /** Without Content-Length. */
  readonly chunked?: boolean;
}

/** Answers as an ordinary file server does, with the faults that are asked for. */
export function serveFile(request: IncomingMessage, response: ServerResponse, file: ServedFile): void {
  const { bytes, etag, lastModified } = file;
  if (etag !== undefined) response.setHeader('etag', etag);
  if (lastModified !== undefined) response.setHeader('last-modified', lastModified);

  const ifRange = request.headers['if-range'];
  const same = ifRange === undefined || ifRange === etag || ifRange === lastModified;
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  let body = bytes;
  if (range !== null && same && file.ranges !== false) {
    const first = Number(range[1]);
    const last = range[2] === '' ? bytes.length - 1 : Math.min(Number(range[2]), bytes.length - 1);
    if (first >= bytes.length) {
      response.writeHead(416, { 'content-range': `bytes */${bytes.length}` }).end();
      return;
    }
    body = bytes.subarray(first, last + 1);
    response.statusCode = 206;
    response.setHeader('content-range', `bytes ${first}-${last}/${bytes.length}`);
  }
  if (file.chunked !== true) response.setHeader('content-length', body.length);
  // Otherwise a body that is written in one go gets a length by itself.
  else response.flushHeaders();
  send(response, body, file);
}

function send(response: ServerResponse, body: Buffer, file: ServedFile): void {
  const { cutAfter, resetAfter, stallAfter } = file;
  const stopAt = cutAfter ?? resetAfter ?? stallAfter;
  if (stopAt === undefined || stopAt > body.length) {
    response.end(body);
    return;
  }
  response.flushHeaders();
  response.write(body.subarray(0, stopAt), () => {
    // A FIN, after which the client has had every byte written; a reset could overtake them.
    if (cutAfter !== undefined) response.socket?.destroySoon();
    if (resetAfter !== undefined) response.socket?.resetAndDestroy();
  });
}
