import { gzipSync } from 'node:zlib';

import { expect, test } from 'vitest';

import { buildZip, csvMember } from './testing/build-zip.ts';
import { failureOf, readSource, sampleCsv } from './testing/read-source.ts';
import { serveFile, startSourceServer } from './testing/source-server.ts';

const csv = sampleCsv(2_000_000);
const gzip = gzipSync(csv);
const member = csvMember(csv);
const half = csv.subarray(0, 1_000_000);

test.each([
  [
    'a ZIP of two files',
    buildZip([member, { ...member, name: 'b.csv' }]),
    'ZIP_INVALID',
    'more than one file (b.csv',
  ],
  ['an encrypted ZIP', buildZip([csvMember(csv, { flags: 1 })]), 'ZIP_INVALID', 'data.csv is encrypted'],
  [
    'a ZIP cut off in its data',
    buildZip([member]).subarray(0, 50_000),
    'ZIP_INVALID',
    'it ends within its member',
  ],
  [
    'a ZIP with a wrong CRC-32',
    buildZip([csvMember(csv, { declaredCrc: 7 })]),
    'ZIP_INVALID',
    'should be 00000007',
  ],
  ['a ZIP bomb', buildZip([csvMember(Buffer.alloc(9_000_000))]), 'ZIP_INVALID', '200 times its size'],
  ['a gzip bomb', gzipSync(Buffer.alloc(9_000_000)), 'GZIP_INVALID', '200 times its size'],
  [
    'a ZIP with something behind it',
    Buffer.concat([buildZip([member]), half]),
    'ZIP_INVALID',
    'something follows its end',
  ],
  [
    'a gzip file with something behind it',
    Buffer.concat([gzip, half]),
    'GZIP_INVALID',
    'something follows its end',
  ],
])('%s is refused, and names its fault', async (_what, bytes, code, message) => {
  const server = await startSourceServer((request, response) => serveFile(request, response, { bytes }));
  const failure = await failureOf(readSource(server.url()));
  expect(failure).toMatchObject({ name: 'TerminalError', code });
  expect(failure.message).toContain(message);
  expect(server.requests).toHaveLength(1);
});
