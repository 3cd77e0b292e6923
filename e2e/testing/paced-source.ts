import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** One request as the source saw it. */
export interface SeenRequest {
  readonly range: string | undefined;
  readonly ifRange: string | undefined;
  readonly authorization: string | undefined;
}

export interface PacedSourceOptions {
  readonly bytes: Buffer;
  /** Ends the address; a ZIP is known by its first bytes, whatever the name. */
  readonly name?: string;
  /** Answers Range with 206 unless false. */
  readonly ranges?: boolean;
  /** Sends ETag and Last-Modified unless false. */
  readonly validators?: boolean;
  /** Answers every request with this status and no body. */
  readonly status?: number | undefined;
  /** Sends everyone on to this address. */
  readonly location?: string;
}

/** A file server whose body goes as far as a test lets it. Offsets are in the whole file, whatever was asked for. */
export interface PacedSource {
  readonly url: string;
  readonly requests: readonly SeenRequest[];
  /** Clients that are connected. */
  connections(): number;
  /** Sends no byte from this offset on, and keeps the connection. */
  holdAt(offset: number): void;
  /** Breaks every connection that comes to this offset. */
  cutAt(offset: number): void;
  /** Neither holds nor cuts any longer. */
  release(): void;
  /** Serves other bytes from now on, with another ETag and Last-Modified. */
  replace(bytes: Buffer): void;
  close(): Promise<void>;
}

const PIECE_BYTES = 64 * 1024;
const FIRST_MODIFIED = Date.UTC(2026, 4, 8, 21, 12);
const DAY_MS = 24 * 60 * 60 * 1000;

interface State {
  bytes: Buffer;
  version: number;
  heldAt: number;
  cutAt: number;
}

export async function startPacedSource(options: PacedSourceOptions): Promise<PacedSource> {
  const { name = 'data.csv', ranges = true, validators = true } = options;
  const nowhere = Number.POSITIVE_INFINITY;
  const state: State = { bytes: options.bytes, version: 1, heldAt: nowhere, cutAt: nowhere };
  const requests: SeenRequest[] = [];
  const sockets = new Set<Socket>();
  const changes = new EventEmitter().setMaxListeners(0);
  const change = (next: Partial<State>) => {
    Object.assign(state, next);
    changes.emit('changed');
  };

  const server = createServer((request, response) => {
    const { range, authorization } = request.headers;
    requests.push({ range, ifRange: ifRangeOf(request), authorization });
    if (options.location !== undefined) {
      response.writeHead(302, { location: options.location }).end();
      return;
    }
    if (options.status !== undefined) {
      response.writeHead(options.status).end();
      return;
    }
    const first = answer(request, response, state, { ranges, validators });
    if (first !== undefined) void send(response, first, state, changes);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/${name}`,
    requests,
    connections: () => sockets.size,
    holdAt: (heldAt) => change({ heldAt }),
    cutAt: (cutAt) => change({ cutAt }),
    release: () => change({ heldAt: nowhere, cutAt: nowhere }),
    replace: (bytes) => change({ bytes, version: state.version + 1 }),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Writes the head of the answer; gives the offset at which its body starts, or undefined when it has none. */
function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { bytes, version }: State,
  { ranges, validators }: { ranges: boolean; validators: boolean },
): number | undefined {
  const etag = `"v${version}"`;
  const lastModified = new Date(FIRST_MODIFIED + version * DAY_MS).toUTCString();
  if (validators) response.setHeader('etag', etag).setHeader('last-modified', lastModified);
  const ifRange = ifRangeOf(request);
  const unchanged = ifRange === undefined || ifRange === etag || ifRange === lastModified;
  const asked = ranges && unchanged ? /^bytes=(\d+)-$/.exec(request.headers.range ?? '') : null;
  const first = Number(asked?.[1] ?? 0);
  if (asked !== null && first >= bytes.length) {
    response.writeHead(416, { 'content-range': `bytes */${bytes.length}` }).end();
    return undefined;
  }
  const part =
    asked === null ? {} : { 'content-range': `bytes ${first}-${bytes.length - 1}/${bytes.length}` };
  response.writeHead(asked === null ? 200 : 206, { 'content-length': bytes.length - first, ...part });
  response.flushHeaders();
  return first;
}

async function send(
  response: ServerResponse,
  first: number,
  state: State,
  changes: EventEmitter,
): Promise<void> {
  const { bytes } = state;
  const left = new AbortController();
  response.once('close', () => left.abort());
  let at = first;
  while (at < bytes.length && !left.signal.aborted) {
    const end = Math.min(bytes.length, at + PIECE_BYTES, state.heldAt, state.cutAt);
    if (at >= state.cutAt) {
      // With what was written before it, which a reset could overtake.
      response.socket?.destroySoon();
      return;
    }
    if (end <= at) {
      await once(changes, 'changed', left).catch(() => undefined);
    } else {
      if (!response.write(bytes.subarray(at, end)))
        await once(response, 'drain', left).catch(() => undefined);
      at = end;
    }
  }
  response.end();
}

function ifRangeOf(request: IncomingMessage): string | undefined {
  const value = request.headers['if-range'];
  return typeof value === 'string' ? value : undefined;
}
