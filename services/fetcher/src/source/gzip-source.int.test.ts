import { gzipSync } from 'node:zlib';

import { describe, expect, test } from 'vitest';

import { failureOf, openForTest, readAll, readSource, sampleCsv } from './testing/read-source.ts';
import { type ServedFile, serveFile, startSourceServer } from './testing/source-server.ts';

const csv = sampleCsv(2_000_000);
const gzip = gzipSync(csv);
const etag = '"g1"';

function serving(file: ServedFile) {
  return startSourceServer((request, response) => serveFile(request, response, file));
}

describe('a gzip file', () => {
  test('is known by its first bytes, and its progress is counted in bytes as served', async () => {
    const server = await serving({ bytes: gzip });
    const source = await openForTest(server.url('/data.csv'));
    expect(source).toMatchObject({ compressed: true, startsAt: 0, identity: { contentLength: gzip.length } });
    expect((await readAll(source.bytes)).equals(csv)).toBe(true);
    expect(source.bytesRead()).toBe(gzip.length);
  });

  test('over a connection that is cut again and again comes out byte-identical', async () => {
    const server = await serving({ bytes: gzip, etag, cutAfter: 70_000 });
    expect((await readSource(server.url('/data.csv.gz'))).equals(csv)).toBe(true);
    expect(server.requests.length).toBeGreaterThan(2);
  });

  test.each(['/data.csv.gz', '/data.csv'])('is read from 0 when a job is resumed: %s', async (path) => {
    const server = await serving({ bytes: gzip, etag });
    const identity = { etag, lastModified: null, contentLength: gzip.length };
    const source = await openForTest(server.url(path), { offset: 100, identity });
    expect(source).toMatchObject({ startsAt: 0, compressed: true });
    expect((await readAll(source.bytes)).equals(csv)).toBe(true);
  });

  test('that the server never sends whole is SOURCE_TRUNCATED, not an invalid file', async () => {
    const server = await serving({ bytes: gzip, ranges: false, cutAfter: gzip.length - 5 });
    expect(await failureOf(readSource(server.url()))).toMatchObject({ code: 'SOURCE_TRUNCATED' });
  });

  test('that is published incomplete is GZIP_INVALID', async () => {
    const server = await serving({ bytes: gzip.subarray(0, -5) });
    expect(await failureOf(readSource(server.url()))).toMatchObject({ code: 'GZIP_INVALID' });
  });

  test('whose checksum is wrong is GZIP_INVALID', async () => {
    const damaged = Buffer.from(gzip);
    damaged.writeUInt32LE(7, damaged.length - 8);
    const server = await serving({ bytes: damaged });
    const failure = await failureOf(readSource(server.url()));
    expect(failure).toMatchObject({ name: 'TerminalError', code: 'GZIP_INVALID' });
    expect(failure.message).toContain('CRC-32');
  });

  test('of an empty file is SOURCE_EMPTY', async () => {
    const server = await serving({ bytes: gzipSync('') });
    expect(await failureOf(readSource(server.url()))).toMatchObject({ code: 'SOURCE_EMPTY' });
  });
});
