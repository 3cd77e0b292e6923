import { describe, expect, test } from 'vitest';

import {
  failureOf,
  FROM_START,
  openForTest,
  readSource,
  sampleCsv,
  testOptions,
  type Warning,
} from './testing/read-source.ts';
import { serveFile, startSourceServer } from './testing/source-server.ts';

const csv = sampleCsv(20_000);

describe('a source that fails before it answers', () => {
  test('is read once it has recovered from 503, and each failure is logged', async () => {
    const server = await startSourceServer((request, response, nth) => {
      if (nth < 3) response.writeHead(503).end('busy');
      else serveFile(request, response, { bytes: csv });
    });
    const warnings: Warning[] = [];

    const bytes = await readSource(server.url(), FROM_START, testOptions({}, warnings));

    expect(bytes.equals(csv)).toBe(true);
    expect(warnings.map(({ fields }) => [fields['status'], fields['retry']])).toEqual([
      [503, 1],
      [503, 2],
    ]);
  });

  test.each([429, 500, 502, 503, 504])('is asked again after status %i', async (status) => {
    const server = await startSourceServer((request, response, nth) => {
      if (nth === 1) response.writeHead(status).end();
      else serveFile(request, response, { bytes: csv });
    });
    expect((await readSource(server.url())).equals(csv)).toBe(true);
  });

  test.each([401, 403, 404, 410, 501])('is refused at once with status %i', async (status) => {
    const server = await startSourceServer((_request, response) => response.writeHead(status).end('no'));

    const failure = await failureOf(readSource(server.url('/gone.csv?signature=secret')));

    expect(failure).toMatchObject({ name: 'TerminalError', code: 'SOURCE_REFUSED' });
    expect(failure.message).toContain(`/gone.csv?… answered with status ${status}`);
    expect(server.requests).toHaveLength(1);
  });

  test('is given up when the retries are used up, with their number', async () => {
    const server = await startSourceServer((_request, response) => response.writeHead(503).end());

    const failure = await failureOf(readSource(server.url()));

    expect(failure).toMatchObject({ name: 'TerminalError', code: 'SOURCE_REFUSED' });
    expect(failure.message).toContain('status 503 (after 4 attempts)');
    expect(server.requests).toHaveLength(4);
  });

  test.each([
    ['in seconds', 429, () => '30', 30_000, 30_000],
    ['by a date', 429, () => new Date(Date.now() + 20_000).toUTCString(), 18_000, 20_000],
    ['of 503', 503, () => '30', 30_000, 30_000],
    ['of a day, for a minute', 429, () => '86400', 60_000, 60_000],
    ['in the past, for the usual time', 429, () => 'Sat, 09 May 2026 21:12:00 GMT', 1, 1],
    ['that makes no sense, for the usual time', 429, () => 'soon', 1, 1],
  ])(
    'is left alone as Retry-After asks %s, and an abort ends the wait',
    async (_how, status, ask, least, most) => {
      const server = await startSourceServer((_request, response) => {
        response.writeHead(status, { 'retry-after': ask() }).end();
      });
      const abort = new AbortController();
      let waitMs = 0;
      const log = {
        warn: (fields: object) => {
          waitMs = (fields as { waitMs: number }).waitMs;
          abort.abort(new Error('enough'));
        },
      };

      const work = readSource(server.url(), FROM_START, testOptions({ signal: abort.signal, log }));

      await expect(work).rejects.toThrow('enough');
      expect(waitMs).toBeGreaterThanOrEqual(least);
      expect(waitMs).toBeLessThanOrEqual(most);
      expect(server.requests).toHaveLength(1);
    },
  );

  test('is unreachable when nobody listens', async () => {
    const warnings: Warning[] = [];
    const work = readSource('http://127.0.0.1:1/data.csv', FROM_START, testOptions({}, warnings));
    expect(await failureOf(work)).toMatchObject({ name: 'TerminalError', code: 'SOURCE_UNREACHABLE' });
    expect(warnings).toHaveLength(3);
  });

  test('is unreachable when it drops every connection unanswered', async () => {
    const server = await startSourceServer((request) => request.socket.destroy());
    expect(await failureOf(readSource(server.url()))).toMatchObject({ code: 'SOURCE_UNREACHABLE' });
    expect(server.requests).toHaveLength(4);
  });

  test('has stalled when it accepts the request and never answers', async () => {
    const server = await startSourceServer(() => {});
    const options = testOptions({ timeoutMs: 100, retryDelaysMs: [1] });
    const failure = await failureOf(readSource(server.url(), FROM_START, options));
    expect(failure).toMatchObject({ name: 'TerminalError', code: 'SOURCE_STALLED' });
    expect(server.requests).toHaveLength(2);
  });

  test('ends with the reason of an abort while it keeps silent', async () => {
    const abort = new AbortController();
    const server = await startSourceServer(() => abort.abort(new Error('cancelled')));
    const work = readSource(server.url(), FROM_START, testOptions({ signal: abort.signal }));
    await expect(work).rejects.toThrow('cancelled');
  });
});

describe('what is asked for', () => {
  test('is the plain bytes, with the credentials of the address, which no message shows', async () => {
    const server = await startSourceServer((_request, response) => response.writeHead(403).end());
    const address = server.url().replace('//', '//user:p%40ss@');

    const failure = await failureOf(readSource(address));

    expect(server.requests[0]?.headers).toMatchObject({
      'accept-encoding': 'identity',
      authorization: `Basic ${Buffer.from('user:p@ss').toString('base64')}`,
    });
    expect(server.requests[0]?.headers.range).toBeUndefined();
    expect(failure.message + JSON.stringify(failure.fields)).not.toMatch(/user|ss@|p%40/);
  });

  test('is refused when it comes gzip-encoded all the same', async () => {
    const server = await startSourceServer((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('...');
    });
    const failure = await failureOf(readSource(server.url()));
    expect(failure).toMatchObject({ name: 'TerminalError', code: 'SOURCE_REFUSED' });
    expect(failure.message).toContain('gzip-encoded');
  });

  test('is followed through five redirects', async () => {
    const server = await startSourceServer((request, response, nth) => {
      if (nth <= 5) response.writeHead(302, { location: `/hop-${nth}` }).end();
      else serveFile(request, response, { bytes: csv });
    });
    expect((await readSource(server.url())).equals(csv)).toBe(true);
    expect(server.requests.at(-1)?.url).toBe('/hop-5');
  });

  test('is not followed through six', async () => {
    const server = await startSourceServer((_request, response, nth) => {
      response.writeHead(302, { location: `/hop-${nth}` }).end();
    });
    const failure = await failureOf(readSource(server.url()));
    expect(failure).toMatchObject({ name: 'TerminalError', code: 'SOURCE_REFUSED' });
    expect(server.requests).toHaveLength(6);
  });

  test.each(['file:///etc/passwd', '/data.csv'])('is not followed to %s', async (location) => {
    const server = await startSourceServer((_request, response) => {
      response.writeHead(302, { location }).end();
    });
    expect(await failureOf(readSource(server.url()))).toMatchObject({ code: 'SOURCE_REFUSED' });
    expect(server.requests).toHaveLength(1);
  });
});

describe('what cannot be a data file', () => {
  test('an empty body is SOURCE_EMPTY', async () => {
    const server = await startSourceServer((_request, response) => response.end());
    expect(await failureOf(readSource(server.url()))).toMatchObject({
      name: 'TerminalError',
      code: 'SOURCE_EMPTY',
    });
  });

  test.each(['<!DOCTYPE html><p>down</p>', '\uFEFF\r\n  <HTML lang="zh">', '<html>'])(
    'a web page is SOURCE_REFUSED: %j',
    async (page) => {
      const server = await startSourceServer((_request, response) => response.end(page));
      const failure = await failureOf(readSource(server.url()));
      expect(failure).toMatchObject({ name: 'TerminalError', code: 'SOURCE_REFUSED' });
      expect(failure.message).toContain('the source answered with a web page');
    },
  );
});

describe('leaving early', () => {
  test('a break out of the loop drops the connection in the middle of the body', async () => {
    const server = await startSourceServer((_request, response) => void response.write(csv));
    const source = await openForTest(server.url());
    for await (const piece of source.bytes) {
      expect(piece.length).toBeGreaterThan(0);
      break;
    }
    await server.untilLeft();
  });

  test('closing without reading drops the connection', async () => {
    const server = await startSourceServer((_request, response) => void response.write(csv));
    const source = await openForTest(server.url());
    await source.close();
    await server.untilLeft();
  });

  test('an abort while nobody reads drops the connection', async () => {
    const server = await startSourceServer((_request, response) => void response.write(csv));
    const abort = new AbortController();
    const source = await openForTest(server.url(), FROM_START, testOptions({ signal: abort.signal }));
    abort.abort(new Error('cancelled'));
    await server.untilLeft();
    await expect(source.bytes[Symbol.asyncIterator]().next()).rejects.toThrow('cancelled');
  });

  test('an abort while the reader waits for bytes ends the wait with its reason', async () => {
    const server = await startSourceServer((_request, response) => void response.write(csv));
    const abort = new AbortController();
    const options = testOptions({ signal: abort.signal });
    const source = await openForTest(server.url(), FROM_START, options);
    const reading = (async () => {
      let read = 0;
      for await (const piece of source.bytes) {
        read += piece.length;
        if (read === csv.length) setImmediate(() => abort.abort(new Error('cancelled')));
      }
    })();
    await expect(reading).rejects.toThrow('cancelled');
    await server.untilLeft();
  });
});
