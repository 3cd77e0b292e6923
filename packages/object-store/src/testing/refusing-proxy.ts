import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';

import { onTestFinished } from 'vitest';

/** Stands before a server until the test ends. @param refuse gives the status that a request ends with, if it is to */
export async function startRefusingProxy(
  behind: string,
  refuse: (asked: IncomingMessage) => number | undefined,
): Promise<string> {
  const proxy = createServer((asked, answer) => {
    const status = refuse(asked);
    if (status !== undefined) {
      asked.resume();
      answer.writeHead(status).end();
      return;
    }
    const { method, headers, url } = asked;
    const forwarded = request(new URL(url ?? '/', behind), { method, headers }, (given) => {
      answer.writeHead(given.statusCode ?? 500, given.headers);
      given.pipe(answer);
    });
    asked.pipe(forwarded);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    proxy.closeAllConnections();
    await new Promise((resolve) => proxy.close(resolve));
  });
  return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
}
