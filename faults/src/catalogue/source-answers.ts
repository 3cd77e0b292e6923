import type { Answer } from '../lab/lab-source.ts';

/*
 * How a publisher's web server can fail.
 */

export function status(code: number, headers: Readonly<Record<string, string>> = {}): Answer {
  return (_request, response) => void response.writeHead(code, headers).end();
}

/** Says that all is well and shows a page. */
export const webPage: Answer = (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/html' });
  response.end('<!DOCTYPE html><html><body>The system is being maintained.</body></html>');
};

/** Breaks the connection after so many bytes of the body. */
export function resetAfter(bytes: number): Answer {
  return (_request, response, file) => {
    response.writeHead(200, { etag: file.etag, 'content-length': file.bytes.length });
    response.write(file.bytes.subarray(0, bytes), () => response.socket?.resetAndDestroy());
  };
}

/** Sends so many bytes of the body, and then nothing more. */
export function stallAfter(bytes: number): Answer {
  return (_request, response, file) => {
    response.writeHead(200, { etag: file.etag, 'content-length': file.bytes.length });
    response.write(file.bytes.subarray(0, bytes));
  };
}

/** Says that it is so many bytes longer than it is; a negative number: shorter. */
export function declare(more: number): Answer {
  return (_request, response, file) => {
    const declared = file.bytes.length + more;
    // Node itself would notice, so the answer is written by hand.
    response.socket?.end(
      Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\nContent-Length: ${declared}\r\n\r\n`), file.bytes]),
    );
  };
}
