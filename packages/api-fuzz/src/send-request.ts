import { request as openRequest } from 'node:http';

import type { FuzzRequest } from './arbitrary-request.ts';

export interface FuzzAnswer {
  readonly status: number;
  readonly type: string;
  /** Of a stream only the beginning. */
  readonly body: string;
}

const LIMIT_MS = 15_000;
const STREAMS: ReadonlySet<string> = new Set(['text/event-stream', 'text/csv']);

/** Sends a request as it stands: no client library mends its address or its headers. */
export function sendRequest(
  baseUrl: string,
  { method, path, headers, body }: FuzzRequest,
): Promise<FuzzAnswer> {
  const { hostname, port } = new URL(baseUrl);
  // Node says it by itself only for methods that usually have a body.
  const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
  const { promise, resolve, reject } = Promise.withResolvers<FuzzAnswer>();
  const sent = openRequest(
    { hostname, port, method, path, headers: { ...headers, ...length }, agent: false, timeout: LIMIT_MS },
    (answer) => {
      const status = answer.statusCode ?? 0;
      const type = (answer.headers['content-type'] ?? '').split(';')[0] ?? '';
      let text = '';
      const end = () => resolve({ status, type, body: text });
      answer.setEncoding('utf8');
      answer.on('data', (part: string) => {
        text += part;
        if (!STREAMS.has(type)) return;
        end();
        answer.destroy();
      });
      answer.on('end', end);
      answer.on('error', end);
    },
  );
  sent.on('timeout', () => sent.destroy(new Error(`no answer within ${LIMIT_MS / 1000} s`)));
  // After an answer the server may close the connection while the rest of a large body is on its way.
  sent.on('error', reject);
  sent.end(body);
  return promise;
}
