import { gzipSync } from 'node:zlib';

import type { Bus } from '@regpipe/bus';
import { decodeRawHeaders } from '@regpipe/contracts';
import { storedMessages, testNats } from '@regpipe/testkit';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';

import { buildZip, csvMember } from './source/testing/build-zip.ts';
import { serveFile, startSourceServer } from './source/testing/source-server.ts';
import { fetchSource } from './testing/fetch-source.ts';

const HEADER = 'code,名稱,height\n';
const RECORDS = 'fern,蕨,3\n'.repeat(20_000);

let bus: Bus;
let jobId = 0;
let opened = 0;

beforeAll(async () => {
  const nats = await testNats();
  bus = await nats.connect();
  return () => nats.close();
});
beforeEach(() => {
  jobId += 1;
  opened = 0;
});
afterEach(() => bus.manager.streams.purge('RAW'));

/** Fetches a file from a server of its own. */
async function fetch(contents: string | Buffer, type = 'text/csv') {
  const bytes = Buffer.from(contents);
  const server = await startSourceServer((request, response) => {
    response.setHeader('content-type', type);
    serveFile(request, response, { bytes, etag: '"v1"' });
  });
  return fetchSource(bus, { jobId, source: server.url(), onOpened: () => (opened += 1) });
}

test.each([
  ['is renamed', 'code,名字,height\n', 'HEADER_MISMATCH', 'missing "名稱"; unknown "名字"'],
  ['is missing', 'code,名稱\n', 'HEADER_MISMATCH', 'missing "height"'],
  ['is added that nobody knows', 'code,名稱,height,weight\n', 'HEADER_MISMATCH', 'unknown "weight"'],
  ['stands twice', 'code,名稱,height,code\n', 'HEADER_MISMATCH', 'repeated "code"'],
  ['is separated otherwise', 'code;名稱;height\n', 'HEADER_MISMATCH', 'missing "code"'],
  ['is Big5', Buffer.from('636f64652ca657bad92c6865696768740a', 'hex'), 'SOURCE_ENCODING', 'Big5'],
  ['is UTF-16', Buffer.from(`\ufeff${HEADER}`, 'utf16le'), 'SOURCE_ENCODING', 'UTF-16LE'],
])(
  'a header of which a column %s fails the job before anything is sent',
  async (_what, header, code, message) => {
    const contents = Buffer.concat([Buffer.from(header), Buffer.from(RECORDS)]);
    const packed = [contents, gzipSync(contents), buildZip([csvMember(contents)])];
    for (const bytes of packed) {
      await expect(fetch(bytes)).rejects.toMatchObject({
        name: 'TerminalError',
        code,
        message: expect.stringContaining(message),
      });
    }
    expect(opened).toBe(0);
    expect(await storedMessages(bus, 'RAW', '>')).toEqual([]);
  },
);

test.each([
  ['in another order', 'height,code,名稱\n', [1, 2, 0]],
  ['with one between that is optional', 'code,colour,名稱,height\n', [0, 2, 3]],
])('columns %s are bound by name', async (_how, header, columns) => {
  const width = header.split(',').length;
  const record = `${Array<string>(width).fill('x').join(',')}\n`;
  expect(await fetch(header + record.repeat(20_000))).toMatchObject({ data: { records: 20_000 } });
  const sent = await storedMessages(bus, 'RAW', '>');
  expect(sent.length).toBeGreaterThan(1);
  for (const { headers } of sent) expect(decodeRawHeaders(headers)).toMatchObject({ columns, width });
});

test.each([
  ['an empty file', '', 'SOURCE_EMPTY'],
  ['nothing but a byte-order mark', '\ufeff', 'SOURCE_EMPTY'],
  ['an empty gzip file', gzipSync(''), 'SOURCE_EMPTY'],
  ['nothing but a date line', '2026-05-09,,\n', 'HEADER_MISMATCH'],
  ['nothing but records', RECORDS, 'HEADER_MISMATCH'],
  ['a web page', '<!DOCTYPE html><html><body>Down for maintenance</body></html>', 'SOURCE_REFUSED'],
  ['an answer of an API', '{"error": "not found"}', 'HEADER_MISMATCH'],
])('a source of %s fails the job before anything is sent', async (_what, contents, code) => {
  await expect(fetch(contents)).rejects.toMatchObject({ name: 'TerminalError', code });
  expect(opened).toBe(0);
  expect(await storedMessages(bus, 'RAW', '>')).toEqual([]);
});

test.each([
  ['a header', HEADER],
  ['a header without a line break', HEADER.trimEnd()],
  ['a header and a date line', `${HEADER}2026-05-09,,\n`],
])('a source of %s has no records, so that nothing can be published of it', async (_what, contents) => {
  expect(await fetch(contents)).toMatchObject({ type: 'fetch.completed', data: { records: 0, chunks: 0 } });
  expect(await storedMessages(bus, 'RAW', '>')).toEqual([]);
});

test('a file is read whatever type its server calls it', async () => {
  expect(await fetch(HEADER + RECORDS, 'text/html')).toMatchObject({ data: { records: 20_000 } });
});
