import { expect, test } from 'vitest';

import { buildZip, csvMember } from './testing/build-zip.ts';
import {
  failureOf,
  FROM_START,
  openForTest,
  readAll,
  sampleCsv,
  testOptions,
} from './testing/read-source.ts';
import { serveFile, startSourceServer } from './testing/source-server.ts';

const csv = sampleCsv(2_000_000);
const zip = buildZip([csvMember(csv, { descriptor: { signed: true, wide: false } })]);
const etag = '"z1"';

test('a ZIP is known by its first bytes, and its progress is counted in bytes as served', async () => {
  const server = await startSourceServer((request, response) => serveFile(request, response, { bytes: zip }));
  const source = await openForTest(server.url('/data.csv'));
  expect(source).toMatchObject({ compressed: true, startsAt: 0, identity: { contentLength: zip.length } });
  expect((await readAll(source.bytes)).equals(csv)).toBe(true);
  expect(source.bytesRead()).toBe(zip.length);
});

test('a ZIP over a connection that is cut again and again comes out byte-identical', async () => {
  const server = await startSourceServer((request, response) => {
    serveFile(request, response, { bytes: zip, etag, cutAfter: 70_000 });
  });
  const source = await openForTest(server.url('/data.zip'));
  expect((await readAll(source.bytes)).equals(csv)).toBe(true);
  expect(server.requests.length).toBeGreaterThan(2);
  expect(server.requests[1]?.headers.range).toMatch(/^bytes=\d+-$/);
});

test('a ZIP that the server never sends whole is SOURCE_TRUNCATED, not an invalid archive', async () => {
  const server = await startSourceServer((request, response) => {
    serveFile(request, response, { bytes: zip, ranges: false, cutAfter: zip.length - 10 });
  });
  const source = await openForTest(server.url('/data.zip'));
  expect(await failureOf(readAll(source.bytes))).toMatchObject({ code: 'SOURCE_TRUNCATED' });
});

test('a ZIP that is published incomplete is ZIP_INVALID', async () => {
  const server = await startSourceServer((request, response) => {
    serveFile(request, response, { bytes: zip.subarray(0, zip.length - 10) });
  });
  const source = await openForTest(server.url('/data.zip'));
  expect(await failureOf(readAll(source.bytes))).toMatchObject({ code: 'ZIP_INVALID' });
});

test('a ZIP of an empty file is SOURCE_EMPTY', async () => {
  const empty = buildZip([csvMember(Buffer.alloc(0))]);
  const server = await startSourceServer((request, response) =>
    serveFile(request, response, { bytes: empty }),
  );
  const source = await openForTest(server.url());
  expect(await failureOf(readAll(source.bytes))).toMatchObject({ code: 'SOURCE_EMPTY' });
});

test('the inflate ratio that is allowed can be set', async () => {
  const server = await startSourceServer((request, response) => serveFile(request, response, { bytes: zip }));
  const source = await openForTest(server.url(), FROM_START, testOptions({ maxInflateRatio: 1.5 }));
  const failure = await failureOf(readAll(source.bytes));
  expect(failure).toMatchObject({ code: 'ZIP_INVALID' });
  expect(failure.message).toContain('1.5 times');
});

test('leaving a ZIP early drops its connection, also while the next bytes are awaited', async () => {
  const server = await startSourceServer((request, response) => {
    serveFile(request, response, { bytes: zip, stallAfter: 200_000 });
  });
  const source = await openForTest(server.url());
  for await (const piece of source.bytes) {
    expect(piece.length).toBeGreaterThan(0);
    break;
  }
  await server.untilLeft();
});

test('an abort within a ZIP gives the reader its reason and drops the connection', async () => {
  const server = await startSourceServer((request, response) => {
    serveFile(request, response, { bytes: zip, stallAfter: 200_000 });
  });
  const abort = new AbortController();
  const source = await openForTest(server.url(), FROM_START, testOptions({ signal: abort.signal }));
  const reading = (async () => {
    for await (const _piece of source.bytes) setImmediate(() => abort.abort(new Error('cancelled')));
  })();
  await expect(reading).rejects.toThrow('cancelled');
  await server.untilLeft();
});
