import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { crc32, gzipSync } from 'node:zlib';

import { describe, expect, test } from 'vitest';

import { ByteReader } from './byte-reader.ts';
import { gunzip } from './gunzip.ts';
import { failureOf, readAll, sampleCsv } from './testing/read-source.ts';

const csv = sampleCsv(200_000);
const small = gzipSync(sampleCsv(3_000));
const MAX_RATIO = 200;
const HEADER_BYTES = 10;

function* cut(bytes: Buffer, pieceBytes: number): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
}

function gunzipAll(file: Buffer, pieceBytes = 16_384): Promise<Buffer> {
  return readAll(gunzip(new ByteReader(Readable.from(cut(file, pieceBytes))), MAX_RATIO));
}

async function expectInvalid(file: Buffer, message: string | RegExp): Promise<void> {
  const failure = await failureOf(gunzipAll(file));
  expect(failure).toMatchObject({ name: 'TerminalError', code: 'GZIP_INVALID' });
  expect(failure.message).toMatch(message);
}

/** Puts optional fields behind the fixed header. */
function withFields(flags: number, fields: Buffer, file = gzipSync(csv)): Buffer {
  const fixed = Buffer.from(file.subarray(0, HEADER_BYTES));
  fixed.writeUInt8(flags, 3);
  return Buffer.concat([fixed, fields, file.subarray(HEADER_BYTES)]);
}

function headerCrc(header: Buffer): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(crc32(header) & 0xffff);
  return bytes;
}

describe('a gzip file', () => {
  test.each([
    ['of one member', gzipSync(csv), csv],
    ['stored as it is', gzipSync(csv, { level: 0 }), csv],
    ['of no bytes', gzipSync(Buffer.alloc(0)), Buffer.alloc(0)],
    [
      'of three members',
      Buffer.concat([gzipSync(csv), gzipSync(Buffer.alloc(0)), gzipSync(csv)]),
      Buffer.concat([csv, csv]),
    ],
    ['of incompressible bytes', gzipSync(csv.subarray(0, 70_000)), csv.subarray(0, 70_000)],
    ['with a name and a comment', withFields(0x18, Buffer.from('data.csv\0FIA\0')), csv],
    ['with an extra field', withFields(0x04, Buffer.from([3, 0, 0x1f, 0x8b, 0x08])), csv],
  ])('%s comes out byte-identical, however it arrives', async (_what, file, contents) => {
    for (const pieceBytes of [file.length, 16_384, 1_000, 7]) {
      expect((await gunzipAll(file, pieceBytes)).equals(contents)).toBe(true);
    }
  });

  test('comes out byte-identical byte by byte, so at every boundary', async () => {
    expect((await gunzipAll(Buffer.concat([small, small]), 1)).length).toBe(6_000);
  });

  test('may have a checksum of its header, which is compared', async () => {
    const header = withFields(0x0a, Buffer.from('data.csv\0')).subarray(0, HEADER_BYTES + 9);
    const checked = (crc: Buffer) => withFields(0x0a, Buffer.concat([Buffer.from('data.csv\0'), crc]));
    expect((await gunzipAll(checked(headerCrc(header)))).equals(csv)).toBe(true);
    await expectInvalid(checked(Buffer.from([1, 2])), 'its header is damaged');
  });
});

describe('a gzip file that is not whole', () => {
  test('is refused wherever it was cut off', async () => {
    for (let length = 0; length < small.length; length += 1) {
      await expectInvalid(small.subarray(0, length), /it ends|it has no signature/);
    }
  });

  test('is refused where its last member is cut off', async () => {
    const file = Buffer.concat([small, small]);
    for (const missing of [1, 4, 8, 9, 100, small.length - 1, small.length - 11]) {
      await expectInvalid(file.subarray(0, file.length - missing), /it ends|something follows/);
    }
  });

  test.each([
    ['a byte', Buffer.from('x')],
    ['the padding of a tape', Buffer.alloc(512)],
    ['a web page', Buffer.from('<html>')],
  ])('is refused with %s behind its end', async (_what, more) => {
    await expectInvalid(Buffer.concat([small, more]), 'something follows its end');
  });

  test('is refused when its CRC-32 or its length is not the one declared', async () => {
    const crc = Buffer.from(small);
    crc.writeUInt32LE(7, crc.length - 8);
    await expectInvalid(crc, /CRC-32 is [0-9a-f]{8} and should be 00000007/);
    const length = Buffer.from(small);
    length.writeUInt32LE(7, length.length - 4);
    await expectInvalid(length, 'inflates to 3000 bytes, but declares 7');
  });

  test('is refused when a byte of its data is another', async () => {
    const file = gzipSync(csv);
    for (const at of [50, 5_000, file.length - 20]) {
      const damaged = Buffer.from(file);
      damaged.writeUInt8(damaged.readUInt8(at) ^ 0x55, at);
      await expectInvalid(damaged, /damaged|declares|ends|follows/);
    }
  });

  test.each([
    ['another method', 2, 9, 'method 9'],
    ['a flag that nobody knows', 3, 0x20, 'unknown flags'],
  ])('is refused with %s', async (_what, at, value, message) => {
    const file = Buffer.from(small);
    file.writeUInt8(value, at);
    await expectInvalid(file, message);
  });

  test('is refused with a name that has no end', async () => {
    await expectInvalid(withFields(0x08, randomBytes(20_000).fill(1)), 'without an end');
  });
});

describe('a gzip file that inflates beyond measure', () => {
  test.each([
    ['at once', gzipSync(Buffer.alloc(50_000_000))],
    ['by many small members', Buffer.concat(Array<Buffer>(100).fill(gzipSync(Buffer.alloc(500_000))))],
  ])('%s is left early', async (_how, file) => {
    let inflated = 0;
    const reading = (async () => {
      for await (const piece of gunzip(new ByteReader(Readable.from(cut(file, 16_384))), MAX_RATIO)) {
        inflated += piece.length;
      }
    })();
    const failure = await failureOf(reading);
    expect(failure).toMatchObject({ code: 'GZIP_INVALID' });
    expect(failure.message).toContain('200 times');
    expect(inflated).toBeLessThan(20_000_000);
  });
});
