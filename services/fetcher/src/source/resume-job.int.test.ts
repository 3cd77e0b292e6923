import type { SourceIdentity } from '@regpipe/contracts';
import { describe, expect, test } from 'vitest';

import { failureOf, openForTest, readAll, sampleCsv } from './testing/read-source.ts';
import { buildZip, csvMember } from './testing/build-zip.ts';
import { type ServedFile, serveFile, type SourceServer, startSourceServer } from './testing/source-server.ts';

const csv = sampleCsv(300_000);
const etag = '"v1"';
const lastModified = 'Sat, 09 May 2026 21:12:00 GMT';
const identity: SourceIdentity = { etag, lastModified, contentLength: csv.length };
const file: ServedFile = { bytes: csv, etag, lastModified };

function serving(served: ServedFile): Promise<SourceServer> {
  return startSourceServer((request, response) => serveFile(request, response, served));
}

function rangesOf(server: SourceServer): (string | undefined)[] {
  return server.requests.map(({ headers }) => headers.range);
}

describe('a job resumed from an offset', () => {
  test('gets the bytes from there on alone, where the source is the same and does ranges', async () => {
    const server = await serving(file);
    const source = await openForTest(server.url(), { offset: 200_000, identity });

    expect(source).toMatchObject({ startsAt: 200_000, compressed: false, identity });
    expect((await readAll(source.bytes)).equals(csv.subarray(200_000))).toBe(true);
    expect(source.bytesRead()).toBe(csv.length);
    expect(server.requests.at(-1)?.headers).toMatchObject({ range: 'bytes=200000-', 'if-range': etag });
  });

  test('goes on from there also over a cut connection', async () => {
    const server = await startSourceServer((request, response, nth) => {
      serveFile(request, response, { ...file, ...(nth === 1 && { cutAfter: 50_000 }) });
    });
    const source = await openForTest(server.url(), { offset: 200_000, identity, compressed: false });
    expect((await readAll(source.bytes)).equals(csv.subarray(200_000))).toBe(true);
    expect(rangesOf(server)).toEqual(['bytes=200000-', 'bytes=250000-']);
  });

  test.each([1, 299_999])('finds the very byte %i', async (offset) => {
    const server = await serving(file);
    const source = await openForTest(server.url(), { offset, identity, compressed: false });
    expect(source.startsAt).toBe(offset);
    expect((await readAll(source.bytes)).equals(csv.subarray(offset))).toBe(true);
  });

  test('gets nothing, and no error, when it had everything already', async () => {
    const server = await serving(file);
    const source = await openForTest(server.url(), { offset: csv.length, identity, compressed: false });
    expect(source.startsAt).toBe(csv.length);
    expect(await readAll(source.bytes)).toHaveLength(0);
  });

  test('gets everything from 0 where the server does not do ranges', async () => {
    const server = await serving({ ...file, ranges: false });
    const source = await openForTest(server.url(), { offset: 200_000, identity });
    expect(source.startsAt).toBe(0);
    expect((await readAll(source.bytes)).equals(csv)).toBe(true);
  });

  test('gets everything from 0 where nothing but the length identifies the source', async () => {
    const server = await serving({ bytes: csv });
    const lengthOnly = { etag: null, lastModified: null, contentLength: csv.length };
    const source = await openForTest(server.url(), { offset: 200_000, identity: lengthOnly });
    expect(source.startsAt).toBe(0);
    expect((await readAll(source.bytes)).equals(csv)).toBe(true);
    expect(rangesOf(server)).toEqual([undefined]);
  });

  test.each([
    ['ETag', { ...file, etag: '"v2"' }, 'ETag "v1" → "v2"'],
    ['ETag, without ranges', { ...file, etag: '"v2"', ranges: false }, 'ETag "v1" → "v2"'],
    [
      'Last-Modified',
      { ...file, lastModified: 'Sun, 10 May 2026 21:12:00 GMT' },
      'Last-Modified Sat, 09 May 2026 21:12:00 GMT → Sun, 10 May 2026 21:12:00 GMT',
    ],
    ['length', { ...file, bytes: csv.subarray(0, 299_000) }, 'length 300000 → 299000'],
  ])('is refused with SOURCE_CHANGED when the source has another %s', async (_what, served, told) => {
    const server = await serving(served);
    const failure = await failureOf(openForTest(server.url(), { offset: 200_000, identity }));
    expect(failure).toMatchObject({ name: 'TerminalError', code: 'SOURCE_CHANGED' });
    expect(failure.message).toContain(told);
  });

  test('is refused with SOURCE_CHANGED also when it starts at 0 again', async () => {
    const server = await serving({ ...file, etag: '"v2"' });
    expect(await failureOf(openForTest(server.url(), { offset: 0, identity }))).toMatchObject({
      code: 'SOURCE_CHANGED',
    });
  });

  test('is refused with SOURCE_CHANGED when the source is shorter than the offset', async () => {
    const server = await serving(file);
    const unsized = { ...identity, contentLength: null };
    const request = { offset: csv.length + 500, identity: unsized, compressed: false };
    expect(await failureOf(openForTest(server.url(), request))).toMatchObject({ code: 'SOURCE_CHANGED' });
  });
});

describe('a ZIP job resumed from an offset', () => {
  const zip = buildZip([csvMember(csv)]);
  const zipFile: ServedFile = { bytes: zip, etag };
  const zipIdentity: SourceIdentity = { etag, lastModified: null, contentLength: zip.length };

  test.each([
    ['by its name, without asking for a range', '/DATA.ZIP', {}, 0],
    ['by its first bytes, whatever its name is', '/download?id=6', {}, 1],
    ["by the caller's word", '/download?id=6', { compressed: true }, 0],
  ])('starts at 0, known %s', async (_how, path, hint, ranges) => {
    const server = await serving(zipFile);
    const source = await openForTest(server.url(path), { offset: 100, identity: zipIdentity, ...hint });
    expect(source).toMatchObject({ startsAt: 0, compressed: true });
    expect((await readAll(source.bytes)).equals(csv)).toBe(true);
    expect(rangesOf(server).filter((range) => range !== undefined)).toHaveLength(ranges);
  });

  test('is refused with SOURCE_CHANGED when the archive was replaced', async () => {
    const server = await serving({ ...zipFile, etag: '"v2"' });
    const work = openForTest(server.url('/data.zip'), { offset: 100, identity: zipIdentity });
    expect(await failureOf(work)).toMatchObject({ code: 'SOURCE_CHANGED' });
  });
});
