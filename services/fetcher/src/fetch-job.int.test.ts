import type { Bus } from '@regpipe/bus';
import { decodeRawHeaders, type FetchPlan, type SourceIdentity } from '@regpipe/contracts';
import { storedMessages, testNats } from '@regpipe/testkit';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';

import {
  type ServedFile,
  serveFile,
  type SourceServer,
  startSourceServer,
} from './source/testing/source-server.ts';
import { fetchSource } from './testing/fetch-source.ts';

const BYTES = Buffer.from(`code,名稱,height\n2026-05-09,,\n${'fern,蕨,3\n'.repeat(100_000)}`);
const LAST_MODIFIED = 'Sat, 09 May 2026 21:12:00 GMT';
const IDENTITY: SourceIdentity = { etag: '"v1"', lastModified: LAST_MODIFIED, contentLength: BYTES.length };

let bus: Bus;
let jobId = 0;
let opened: SourceIdentity[];

beforeAll(async () => {
  const nats = await testNats();
  bus = await nats.connect();
  return () => nats.close();
});
beforeEach(() => {
  jobId += 1;
  opened = [];
});
afterEach(() => bus.manager.streams.purge('RAW'));

/** A source that sends its head and a part of its body, and then nothing until it is left. */
function serveHalf(file: Omit<ServedFile, 'bytes' | 'stallAfter'>): Promise<SourceServer> {
  return startSourceServer((request, response) =>
    serveFile(request, response, { ...file, bytes: BYTES, stallAfter: BYTES.length / 2 }),
  );
}

function fetch(server: SourceServer, published: SourceIdentity | null, changes: Partial<FetchPlan> = {}) {
  return fetchSource(bus, {
    jobId,
    source: server.url(),
    plan: { published: published === null ? null : { jobId: 12, identity: published }, ...changes },
    onOpened: (identity) => void opened.push(identity),
  });
}

test.each([
  ['ETag', { etag: '"v1"' }, IDENTITY, 'etag'],
  ['weak ETag', { etag: 'W/"v1"', lastModified: LAST_MODIFIED }, IDENTITY, 'etag'],
  ['date and length', { lastModified: LAST_MODIFIED }, IDENTITY, 'last-modified'],
  [
    'date and length',
    { etag: '"v2"', lastModified: LAST_MODIFIED },
    { ...IDENTITY, etag: null },
    'last-modified',
  ],
])(
  'a source of the same %s is left as soon as it is open, and nothing is sent',
  async (_by, served, was, by) => {
    const server = await serveHalf(served);
    const identity = { etag: null, lastModified: null, contentLength: BYTES.length, ...served };
    expect(await fetch(server, was)).toEqual({
      type: 'source.unchanged',
      data: { identity, publishedBy: 12, by },
    });
    await server.untilLeft();
    expect(server.requests).toHaveLength(1);
    expect(await storedMessages(bus, 'RAW', '>')).toEqual([]);
    expect(opened).toEqual([]);
  },
);

test('so it is in a job that goes on', async () => {
  const server = await serveHalf({ etag: '"v1"' });
  const checkpoint = { chunk: 3, firstRecord: 30, firstLine: 33, byteOffset: 1_000 };
  const result = await fetch(server, IDENTITY, { checkpoint, identity: IDENTITY });
  expect(result.type).toBe('source.unchanged');
  await server.untilLeft();
  expect(server.requests).toHaveLength(1);
});

test.each([
  ['another ETag and the same date', { etag: '"v2"', lastModified: LAST_MODIFIED }, IDENTITY],
  ['nothing to tell it by', {}, IDENTITY],
  ['the same ETag, where nothing is to be compared', { etag: '"v1"' }, null],
])('a source with %s is read', async (_what, served, was) => {
  const server = await startSourceServer((request, response) =>
    serveFile(request, response, { ...served, bytes: BYTES }),
  );
  expect(await fetch(server, was)).toMatchObject({
    type: 'fetch.completed',
    data: { records: 100_000, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string, limited: false },
  });
  expect(opened).toHaveLength(1);
  const sent = await storedMessages(bus, 'RAW', '>');
  const records = sent.map(({ headers }) => decodeRawHeaders(headers).records);
  expect(records.reduce((sum, count) => sum + count, 0)).toBe(100_000);
});

test('a source whose header is refused is left, too', async () => {
  const server = await startSourceServer((request, response) => {
    const bytes = Buffer.from(`a,b,c\n${'1,2,3\n'.repeat(100_000)}`);
    serveFile(request, response, { bytes, stallAfter: bytes.length / 2 });
  });
  await expect(fetch(server, null)).rejects.toMatchObject({ code: 'HEADER_MISMATCH' });
  await server.untilLeft();
});

test('a source that is not what its job is about is not read', async () => {
  const server = await serveHalf({ etag: '"v2"' });
  const identity = { etag: '"v1"', lastModified: null, contentLength: null };
  await expect(fetch(server, null, { identity })).rejects.toMatchObject({ code: 'SOURCE_CHANGED' });
  expect(await storedMessages(bus, 'RAW', '>')).toEqual([]);
  expect(opened).toEqual([]);
});
