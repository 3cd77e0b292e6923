import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename } from 'node:path';

export interface FileServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves one file over loopback HTTP as an open-data site would: ETag, Last-Modified, Content-Length, Range. */
export async function serveFile(path: string): Promise<FileServer> {
  const { size, mtime } = await stat(path);
  const etag = `"${size.toString(16)}-${mtime.getTime().toString(16)}"`;
  const server = createServer((request, response) => {
    const range = /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
    const ifRange = request.headers['if-range'];
    const start = range !== null && (ifRange === undefined || ifRange === etag) ? Number(range[1]) : 0;
    const common = {
      etag,
      'last-modified': mtime.toUTCString(),
      'accept-ranges': 'bytes',
      'content-type': 'text/csv',
    };
    if (start >= size && start > 0) {
      response.writeHead(416, { ...common, 'content-range': `bytes */${size}` }).end();
      return;
    }
    const part = {
      'content-length': size - start,
      ...(start > 0 ? { 'content-range': `bytes ${start}-${size - 1}/${size}` } : {}),
    };
    response.writeHead(start > 0 ? 206 : 200, { ...common, ...part });
    if (request.method === 'HEAD') response.end();
    else
      createReadStream(path, { start, highWaterMark: 256 * 1024 })
        .on('error', () => response.destroy())
        .pipe(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/${encodeURIComponent(basename(path))}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
