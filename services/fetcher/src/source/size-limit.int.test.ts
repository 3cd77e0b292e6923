import { gzipSync } from 'node:zlib';

import { describe, expect, test } from 'vitest';

import { buildZip, csvMember } from './testing/build-zip.ts';
import {
  failureOf,
  FROM_START,
  openForTest,
  readSource,
  sampleCsv,
  testOptions,
} from './testing/read-source.ts';
import { type ServedFile, serveFile, startSourceServer } from './testing/source-server.ts';

const csv = sampleCsv(2_000_000);
const gzip = gzipSync(csv);

function serving(file: ServedFile) {
  return startSourceServer((request, response) => serveFile(request, response, file));
}

describe('REGPIPE_SOURCE_MAX_BYTES', () => {
  const read = (location: string, maxBytes: number) =>
    readSource(location, FROM_START, testOptions({ maxBytes }));

  test('is compared with the length that a source declares, before it is read', async () => {
    const server = await serving({ bytes: csv, stallAfter: 0 });
    const failure = await failureOf(read(server.url(), csv.length - 1));
    expect(failure).toMatchObject({ name: 'TerminalError', code: 'SOURCE_TOO_LARGE' });
    expect(failure.message).toContain('it has 2000000 bytes, REGPIPE_SOURCE_MAX_BYTES allows 1999999');
  });

  test.each([
    ['a source that declares no length', csv, true],
    ['what a gzip file holds', gzip, false],
    ['what a ZIP holds', buildZip([csvMember(csv)]), false],
  ])('stops %s on its way', async (_what, bytes, chunked) => {
    const server = await serving({ bytes, chunked });
    const source = await openForTest(server.url(), FROM_START, testOptions({ maxBytes: csv.length - 1 }));
    let read = 0;
    const reading = (async () => {
      for await (const piece of source.bytes) read += piece.length;
    })();
    expect(await failureOf(reading)).toMatchObject({ name: 'TerminalError', code: 'SOURCE_TOO_LARGE' });
    expect(read).toBeLessThan(csv.length);
    expect(server.requests).toHaveLength(1);
  });

  test.each([
    ['plain', csv],
    ['in a gzip file', gzip],
    ['in a ZIP', buildZip([csvMember(csv)])],
  ])('lets a source of just that size through, %s', async (_how, bytes) => {
    const server = await serving({ bytes });
    expect((await read(server.url(), csv.length)).equals(csv)).toBe(true);
  });

  test('stops an archive that goes on without holding anything', async () => {
    const folders = Array.from({ length: 900 }, (_, n) => ({
      name: `${n}/`,
      contents: Buffer.alloc(0),
      method: 0,
    }));
    const server = await serving({ bytes: buildZip(folders), chunked: true });
    expect(await failureOf(read(server.url(), 10_000))).toMatchObject({ code: 'SOURCE_TOO_LARGE' });
  });
});
