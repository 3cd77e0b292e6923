import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the source's publisher has put there. */
export interface ServedFile {
  readonly bytes: Buffer;
  readonly etag: string;
}

/** Answers a request in a way of its own. */
export type Answer = (request: IncomingMessage, response: ServerResponse, file: ServedFile) => void;

/** A publisher's web server that can be made to fail. */
export interface LabSource {
  readonly url: string;
  serve(file: ServedFile): void;
  /** The next requests, so many, are answered so; those after them properly. */
  answerNext(times: number, answer: Answer): void;
  /** Sends nothing of the body from this offset on, until `release`. */
  holdAt(offset: number): void;
  release(): void;
  /** Requests so far. */
  requests(): number;
  close(): Promise<void>;
}

const PIECE_BYTES = 64 * 1024;

export async function startLabSource(): Promise<LabSource> {
  const changes = new EventEmitter().setMaxListeners(0);
  let file: ServedFile = { bytes: Buffer.alloc(0), etag: '"none"' };
  let heldAt = Number.POSITIVE_INFINITY;
  let faulty: { left: number; answer: Answer } | undefined;
  let requests = 0;

  const server = createServer((request, response) => {
    requests += 1;
    if (faulty !== undefined && faulty.left > 0) {
      faulty.left -= 1;
      faulty.answer(request, response, file);
      return;
    }
    void answerProperly(request, response, file, { limit: () => heldAt, changes });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const hold = (offset: number) => {
    heldAt = offset;
    changes.emit('changed');
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/data.csv`,
    serve: (served) => {
      file = served;
      faulty = undefined;
    },
    answerNext: (left, answer) => {
      faulty = { left, answer };
    },
    holdAt: hold,
    release: () => hold(Number.POSITIVE_INFINITY),
    requests: () => requests,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

interface Pace {
  limit(): number;
  readonly changes: EventEmitter;
}

/** As an open-data site does: ETag, Content-Length, and ranges for whoever names the ETag. */
async function answerProperly(
  request: IncomingMessage,
  response: ServerResponse,
  { bytes, etag }: ServedFile,
  pace: Pace,
): Promise<void> {
  const range =
    request.headers['if-range'] === etag ? /^bytes=(\d+)-/.exec(request.headers.range ?? '') : null;
  const first = Math.min(Number(range?.[1] ?? 0), bytes.length);
  response.writeHead(range === null ? 200 : 206, {
    etag,
    'content-length': bytes.length - first,
    ...(range === null ? {} : { 'content-range': `bytes ${first}-${bytes.length - 1}/${bytes.length}` }),
  });
  response.flushHeaders();
  const left = new AbortController();
  response.once('close', () => left.abort());
  let at = first;
  while (at < bytes.length && !left.signal.aborted) {
    const end = Math.min(bytes.length, at + PIECE_BYTES, pace.limit());
    if (end <= at) {
      await once(pace.changes, 'changed', left).catch(() => undefined);
      continue;
    }
    if (!response.write(bytes.subarray(at, end))) await once(response, 'drain', left).catch(() => undefined);
    at = end;
  }
  response.end();
}
