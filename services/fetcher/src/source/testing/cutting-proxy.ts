import { connect, createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

import { onTestFinished } from 'vitest';

/** What becomes of a connection to the server behind. */
export interface Cut {
  /** Bytes of answers that come through. */
  readonly afterBytes: number;
  /** Then nothing comes any more; else the connection is dropped. */
  readonly stalls?: boolean;
}

export interface CuttingProxy {
  readonly address: string;
  /** The ranges that were asked for, in order; an empty text where none was. */
  readonly ranges: readonly string[];
}

/** Stands before a server until the test ends, and cuts its connections. @param cutOf of the nth connection, from 1 */
export async function startCuttingProxy(
  behind: string,
  cutOf: (nth: number) => Cut | undefined,
): Promise<CuttingProxy> {
  const { hostname, port } = new URL(behind);
  const sockets = new Set<Socket>();
  const ranges: string[] = [];
  let nth = 0;
  const proxy = createServer((client) => {
    nth += 1;
    const cut = cutOf(nth);
    const server = connect(Number(port), hostname);
    for (const socket of [client, server]) sockets.add(socket.on('error', () => {}));
    client.on('close', () => server.destroy());
    server.on('close', () => client.destroy());
    client.on('data', (bytes) => {
      const asked = bytes.toString('latin1');
      if (asked.startsWith('GET ')) ranges.push(/^range: bytes=(.*)$/im.exec(asked)?.[1]?.trim() ?? '');
      server.write(bytes);
    });
    let passed = 0;
    server.on('data', (bytes) => {
      const room = (cut?.afterBytes ?? Infinity) - passed;
      passed += bytes.length;
      client.write(bytes.subarray(0, Math.max(room, 0)));
      if (bytes.length > room && cut?.stalls !== true) client.end();
    });
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => proxy.close(resolve));
  });
  return { address: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, ranges };
}
