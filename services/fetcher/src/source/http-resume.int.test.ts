import { describe, expect, test } from 'vitest';

import {
  failureOf,
  FROM_START,
  openForTest,
  readAll,
  readSource,
  sampleCsv,
  testOptions,
  type Warning,
} from './testing/read-source.ts';
import { serveFile, startSourceServer } from './testing/source-server.ts';

const csv = sampleCsv(300_000);
const other = Buffer.from(csv).fill('x', 40_000, 40_010);
const etag = '"v1"';
const lastModified = 'Sat, 09 May 2026 21:12:00 GMT';

describe('a connection cut within the body', () => {
  test('is taken up at the byte reached, with Range and If-Range, and the result is byte-identical', async () => {
    const server = await startSourceServer((request, response, nth) => {
      serveFile(request, response, {
        bytes: csv,
        etag,
        lastModified,
        ...(nth === 1 && { cutAfter: 100_000 }),
      });
    });
    const warnings: Warning[] = [];

    const bytes = await readSource(server.url(), FROM_START, testOptions({}, warnings));

    expect(bytes.equals(csv)).toBe(true);
    expect(server.requests[1]?.headers).toMatchObject({ range: 'bytes=100000-', 'if-range': etag });
    expect(warnings.map(({ fields }) => fields['code'])).toEqual(['SOURCE_TRUNCATED']);
  });

  test('by a reset, which may overtake bytes on their way, is taken up all the same', async () => {
    const server = await startSourceServer((request, response, nth) => {
      serveFile(request, response, { bytes: csv, etag, ...(nth === 1 && { resetAfter: 100_000 }) });
    });
    expect((await readSource(server.url())).equals(csv)).toBe(true);
    expect(server.requests).toHaveLength(2);
  });

  test('and followed by a storm of 5xx is taken up when that is over', async () => {
    const server = await startSourceServer((request, response, nth) => {
      if (nth > 1 && nth < 4) response.writeHead(502).end();
      else serveFile(request, response, { bytes: csv, etag, ...(nth === 1 && { cutAfter: 100_000 }) });
    });
    expect((await readSource(server.url())).equals(csv)).toBe(true);
    expect(server.requests.map(({ headers }) => headers.range)).toEqual([
      undefined,
      ...Array<string>(3).fill('bytes=100000-'),
    ]);
  });

  test('and followed by a storm of 5xx without an end is SOURCE_REFUSED', async () => {
    const server = await startSourceServer((request, response, nth) => {
      if (nth > 1) response.writeHead(500).end();
      else serveFile(request, response, { bytes: csv, etag, cutAfter: 100_000 });
    });
    const failure = await failureOf(readSource(server.url()));
    expect(failure).toMatchObject({ name: 'TerminalError', code: 'SOURCE_REFUSED' });
    expect(server.requests).toHaveLength(4);
  });

  test('is taken up by Last-Modified where the ETag is weak', async () => {
    const server = await startSourceServer((request, response, nth) => {
      const file = { bytes: csv, etag: 'W/"v1"', lastModified };
      serveFile(request, response, { ...file, ...(nth === 1 && { cutAfter: 100_000 }) });
    });
    expect((await readSource(server.url())).equals(csv)).toBe(true);
    expect(server.requests[1]?.headers['if-range']).toBe(lastModified);
  });

  test('may happen more often than there are retries, as long as bytes flow in between', async () => {
    const server = await startSourceServer((request, response) => {
      serveFile(request, response, { bytes: csv, etag, cutAfter: 40_000 });
    });
    const warnings: Warning[] = [];
    const bytes = await readSource(server.url(), FROM_START, testOptions({ retryDelaysMs: [1] }, warnings));
    expect(bytes.equals(csv)).toBe(true);
    expect(warnings.length).toBeGreaterThan(5);
  });

  test('costs nothing but a second reading where the server does not do ranges', async () => {
    const server = await startSourceServer((request, response, nth) => {
      const file = { bytes: csv, etag, ranges: false };
      serveFile(request, response, { ...file, ...(nth === 1 && { cutAfter: 100_000 }) });
    });
    expect((await readSource(server.url())).equals(csv)).toBe(true);
    expect(server.requests).toHaveLength(2);
  });

  test('is mended by reading again where nothing identifies the source', async () => {
    const server = await startSourceServer((request, response, nth) => {
      serveFile(request, response, { bytes: csv, ...(nth === 1 && { cutAfter: 100_000 }) });
    });
    expect((await readSource(server.url())).equals(csv)).toBe(true);
    expect(server.requests[1]?.headers.range).toBeUndefined();
  });

  test('is mended too without Content-Length', async () => {
    const server = await startSourceServer((request, response, nth) => {
      const file = { bytes: csv, etag, chunked: true };
      serveFile(request, response, { ...file, ...(nth === 1 && { cutAfter: csv.length }) });
    });
    expect((await readSource(server.url())).equals(csv)).toBe(true);
    expect(server.requests).toHaveLength(2);
  });

  test('is SOURCE_CHANGED when the file was replaced meanwhile, and names both ETags', async () => {
    const server = await startSourceServer((request, response, nth) => {
      if (nth === 1) serveFile(request, response, { bytes: csv, etag, cutAfter: 100_000 });
      else serveFile(request, response, { bytes: other, etag: '"v2"' });
    });
    const failure = await failureOf(readSource(server.url()));
    expect(failure).toMatchObject({ name: 'TerminalError', code: 'SOURCE_CHANGED' });
    expect(failure.message).toContain('ETag "v1" → "v2"');
  });

  test('is SOURCE_CHANGED when other bytes of the same length come and nothing else tells', async () => {
    const server = await startSourceServer((request, response, nth) => {
      if (nth === 1) serveFile(request, response, { bytes: csv, cutAfter: 100_000 });
      else serveFile(request, response, { bytes: other });
    });
    expect(await failureOf(readSource(server.url()))).toMatchObject({ code: 'SOURCE_CHANGED' });
  });

  test('is SOURCE_CHANGED when a server that ignores If-Range sends a range of the new file', async () => {
    const server = await startSourceServer((request, response, nth) => {
      if (nth === 1) return serveFile(request, response, { bytes: csv, etag, cutAfter: 100_000 });
      delete request.headers['if-range'];
      serveFile(request, response, { bytes: other, etag: '"v2"' });
    });
    expect(await failureOf(readSource(server.url()))).toMatchObject({ code: 'SOURCE_CHANGED' });
  });

  test('is SOURCE_CHANGED when the file now ends before the byte reached', async () => {
    const server = await startSourceServer((request, response, nth) => {
      if (nth === 1) serveFile(request, response, { bytes: csv, etag, cutAfter: 100_000 });
      else serveFile(request, response, { bytes: csv.subarray(0, 50_000), etag });
    });
    expect(await failureOf(readSource(server.url()))).toMatchObject({ code: 'SOURCE_CHANGED' });
  });

  test('is SOURCE_REFUSED when the range that comes is not the one asked for', async () => {
    const server = await startSourceServer((request, response, nth) => {
      if (nth === 1) return serveFile(request, response, { bytes: csv, etag, cutAfter: 100_000 });
      response.writeHead(206, { etag, 'content-range': `bytes 7-${csv.length - 1}/${csv.length}` });
      response.end(csv.subarray(7));
    });
    const failure = await failureOf(readSource(server.url()));
    expect(failure).toMatchObject({ name: 'TerminalError', code: 'SOURCE_REFUSED' });
    expect(failure.message).toContain('asked for bytes from 100000, sent 7');
  });

  test('is SOURCE_UNREACHABLE when the server does not come back', async () => {
    const server = await startSourceServer((request, response, nth) => {
      if (nth === 1) serveFile(request, response, { bytes: csv, etag, cutAfter: 100_000 });
      else request.socket.destroy();
    });
    expect(await failureOf(readSource(server.url()))).toMatchObject({ code: 'SOURCE_UNREACHABLE' });
  });
});

describe('a body that ends early', () => {
  test('is SOURCE_TRUNCATED when it is shorter than declared every time', async () => {
    const server = await startSourceServer((request, response) => {
      serveFile(request, response, { bytes: csv, ranges: false, cutAfter: 100_000 });
    });
    const failure = await failureOf(readSource(server.url()));
    expect(failure).toMatchObject({ name: 'TerminalError', code: 'SOURCE_TRUNCATED' });
    expect(server.requests).toHaveLength(4);
  });

  test('is SOURCE_TRUNCATED when no chunk ends it, and it is shorter the second time', async () => {
    const server = await startSourceServer((request, response, nth) => {
      if (nth === 1) serveFile(request, response, { bytes: csv, chunked: true, cutAfter: 100_000 });
      else serveFile(request, response, { bytes: csv.subarray(0, 50_000), chunked: true });
    });
    expect(await failureOf(readSource(server.url()))).toMatchObject({ code: 'SOURCE_TRUNCATED' });
  });

  test('goes on where a server sends ranges in parts of its own size', async () => {
    const server = await startSourceServer((request, response, nth) => {
      const first = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1]);
      if (nth > 1) request.headers.range = `bytes=${first}-${first + 49_999}`;
      serveFile(request, response, { bytes: csv, etag, ...(nth === 1 && { cutAfter: 100_000 }) });
    });
    expect((await readSource(server.url())).equals(csv)).toBe(true);
    expect(server.requests).toHaveLength(5);
  });
});

test.each([
  ['a record', Buffer.from('1,2,3\n')],
  ['as much again', csv],
])('a body longer than declared, by %s, is not taken for a whole one', async (_what, more) => {
  const server = await startSourceServer((request) => {
    const head = Buffer.from(`HTTP/1.1 200 OK\r\ncontent-length: ${csv.length}\r\n\r\n`);
    request.socket.write(Buffer.concat([head, csv, more]));
  });
  const failure = await failureOf(readSource(server.url()));
  expect(failure).toMatchObject({ name: 'TerminalError', code: 'SOURCE_TRUNCATED' });
  expect(failure.message).toContain('sent more than the 300000 bytes it had declared');
  expect(server.requests).toHaveLength(1);
});

describe('a body that stops coming', () => {
  test('is asked for again from the byte reached', async () => {
    const server = await startSourceServer((request, response, nth) => {
      serveFile(request, response, { bytes: csv, etag, ...(nth === 1 && { stallAfter: 100_000 }) });
    });
    const bytes = await readSource(server.url(), FROM_START, testOptions({ timeoutMs: 100 }));
    expect(bytes.equals(csv)).toBe(true);
    expect(server.requests[1]?.headers.range).toBe('bytes=100000-');
  });

  test('is SOURCE_STALLED when it never comes', async () => {
    const server = await startSourceServer((request, response) => {
      serveFile(request, response, { bytes: csv, stallAfter: 100_000 });
    });
    const options = testOptions({ timeoutMs: 100, retryDelaysMs: [1] });
    const failure = await failureOf(readSource(server.url(), FROM_START, options));
    expect(failure).toMatchObject({ name: 'TerminalError', code: 'SOURCE_STALLED' });
  });
});

describe('progress', () => {
  test('counts every served byte once, also over a cut connection', async () => {
    const server = await startSourceServer((request, response, nth) => {
      const file = { bytes: csv, etag, lastModified, ranges: false };
      serveFile(request, response, { ...file, ...(nth === 1 && { cutAfter: 100_000 }) });
    });
    const source = await openForTest(server.url());
    expect(source).toMatchObject({
      identity: { etag, lastModified, contentLength: csv.length },
      compressed: false,
      startsAt: 0,
    });
    await readAll(source.bytes);
    expect(source.bytesRead()).toBe(csv.length);
  });
});
