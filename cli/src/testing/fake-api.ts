import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface FakeRequest {
  /** Such as `GET /api/jobs/42`, without the query. */
  readonly route: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly authorization: string | undefined;
}

export interface FakeAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly type?: string;
}

/** Answers a route; the number counts its requests from 0. */
export type FakeRoute = (request: FakeRequest, count: number) => FakeAnswer;

export interface FakeApi {
  readonly url: string;
  readonly requests: readonly FakeRequest[];
  /** Waits until a route was asked for so many times. */
  asked(route: string, times: number): Promise<void>;
  close(): Promise<void>;
}

/** An HTTP server that answers like the gateway: the boundary at which the CLI is tested. */
export async function startFakeApi(routes: Readonly<Record<string, FakeRoute>>): Promise<FakeApi> {
  const requests: FakeRequest[] = [];
  const count = (route: string) => requests.filter((request) => request.route === route).length;
  const server = createServer((incoming, outgoing) => {
    void text(incoming).then((body) => {
      const address = new URL(incoming.url ?? '/', 'http://127.0.0.1');
      const route = `${incoming.method ?? 'GET'} ${address.pathname}`;
      const request: FakeRequest = {
        route,
        query: address.searchParams,
        body: body === '' ? undefined : JSON.parse(body),
        authorization: incoming.headers.authorization,
      };
      const answer = routes[route]?.(request, count(route)) ?? problem(404, 'NOT_FOUND', `No ${route}.`);
      requests.push(request);
      server.emit('asked');
      outgoing.writeHead(answer.status, { 'content-type': answer.type ?? 'application/json' });
      outgoing.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async asked(route, times) {
      while (count(route) < times) await once(server, 'asked');
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

export function ok(body: unknown): FakeAnswer {
  return { status: 200, body };
}

/** A problem document (RFC 9457) as the gateway writes it. */
export function problem(status: number, code: string, detail: string): FakeAnswer {
  return {
    status,
    type: 'application/problem+json',
    body: { type: 'about:blank', title: 'Problem', status, code, detail, next: 'Next, says the API.' },
  };
}
