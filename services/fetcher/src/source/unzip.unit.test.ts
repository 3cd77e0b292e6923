import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';

import { describe, expect, test } from 'vitest';

import { ByteReader } from './byte-reader.ts';
import { buildZip, csvMember } from './testing/build-zip.ts';
import { failureOf, readAll, sampleCsv } from './testing/read-source.ts';
import { unzip } from './unzip.ts';

const csv = sampleCsv(200_000);
const MAX_RATIO = 200;

function* cut(bytes: Buffer, pieceBytes: number): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
}

function unzipAll(archive: Buffer, pieceBytes = 16_384): Promise<Buffer> {
  return readAll(unzip(new ByteReader(Readable.from(cut(archive, pieceBytes))), MAX_RATIO));
}

async function expectInvalid(archive: Buffer, message: string | RegExp): Promise<void> {
  const failure = await failureOf(unzipAll(archive));
  expect(failure).toMatchObject({ name: 'TerminalError', code: 'ZIP_INVALID' });
  expect(failure.message).toMatch(message);
}

describe('an archive of one file', () => {
  test.each([
    ['with sizes before the data', csvMember(csv)],
    ['with zip64 sizes before the data', csvMember(csv, { zip64: true })],
    ['with a descriptor', csvMember(csv, { descriptor: { signed: true, wide: false } })],
    ['with a descriptor without signature', csvMember(csv, { descriptor: { signed: false, wide: false } })],
    ['with a zip64 descriptor', csvMember(csv, { descriptor: { signed: true, wide: true } })],
    ['with a zip64 descriptor without one', csvMember(csv, { descriptor: { signed: false, wide: true } })],
    ['stored as it is', csvMember(csv, { method: 0 })],
    ['stored, with zip64 sizes', csvMember(csv, { method: 0, zip64: true })],
    ['without contents', csvMember(Buffer.alloc(0))],
  ])('%s comes out byte-identical, however the archive arrives', async (_how, member) => {
    const archive = buildZip([member]);
    for (const pieceBytes of [archive.length, 16_384, 1000, 7]) {
      expect((await unzipAll(archive, pieceBytes)).equals(member.contents)).toBe(true);
    }
  });

  test('comes out byte-identical byte by byte, so at every boundary', async () => {
    const member = csvMember(sampleCsv(3000), { descriptor: { signed: true, wide: false } });
    expect((await unzipAll(buildZip([member]), 1)).equals(member.contents)).toBe(true);
  });

  test('may have folders, a comment and a zip64 end', async () => {
    const folder = { name: 'a/', contents: Buffer.alloc(0), method: 0 };
    // As Java writes them: an empty deflate stream with a descriptor.
    const javaFolder = { name: 'a/b/', contents: Buffer.alloc(0), descriptor: { signed: true, wide: false } };
    const member = csvMember(csv, { name: 'a/b/data.csv' });
    const archive = buildZip([folder, javaFolder, member], { zip64End: true, comment: 'FIA' });
    expect((await unzipAll(archive)).equals(csv)).toBe(true);
  });

  test('may hold the signatures of records in its data', async () => {
    const signatures = Buffer.concat(
      ['504b0304', '504b0708', '504b0102', '504b0506'].map((hex) => Buffer.from(hex, 'hex')),
    );
    const contents = Buffer.concat([csv, signatures, signatures]);
    expect((await unzipAll(buildZip([csvMember(contents, { method: 0 })]))).equals(contents)).toBe(true);
  });

  test('is not read ahead of its reader', async () => {
    // Noise does not get smaller, so what went in and what came out can be compared.
    const contents = randomBytes(4_000_000);
    const archive = buildZip([csvMember(contents)]);
    let pulled = 0;
    let given = 0;
    let furthestAhead = 0;
    function* counted(): Generator<Buffer> {
      for (const piece of cut(archive, 16_384)) {
        pulled += piece.length;
        yield piece;
      }
    }
    for await (const piece of unzip(
      new ByteReader(Readable.from(counted(), { highWaterMark: 1 })),
      MAX_RATIO,
    )) {
      furthestAhead = Math.max(furthestAhead, pulled - given);
      given += piece.length;
    }
    expect(given).toBe(contents.length);
    expect(furthestAhead).toBeLessThan(256 * 1024);
  });
});

describe('an archive is ZIP_INVALID', () => {
  test('with both values, when the CRC-32 before the data is wrong', () =>
    expectInvalid(
      buildZip([csvMember(Buffer.from('123456789'), { declaredCrc: 0xdeadbeef })], {
        directoryCrc: 0xcbf43926,
      }),
      /CRC-32 is cbf43926 and should be deadbeef/,
    ));

  test('with both values, when the CRC-32 in the descriptor is wrong', () =>
    expectInvalid(
      buildZip([csvMember(csv, { declaredCrc: 1, descriptor: { signed: true, wide: false } })], {
        directoryCrc: crc32(csv),
      }),
      /CRC-32 is [0-9a-f]{8} and should be 00000001/,
    ));

  test('when the CRC-32 in its directory is another', () =>
    expectInvalid(buildZip([csvMember(csv)], { directoryCrc: 1 }), /should be 00000001/));

  test('when a declared size is wrong', () =>
    expectInvalid(buildZip([csvMember(csv, { declaredSize: 5 })]), 'inflate to 200000'));

  test('when its data is damaged', async () => {
    const archive = buildZip([csvMember(csv)]);
    archive.fill(0xff, 1000, 1100);
    await expectInvalid(archive, 'damaged');
  });

  test.each([3, 20, 33, 1000, 30_000])('when it ends after %i bytes', (length) =>
    expectInvalid(buildZip([csvMember(csv)]).subarray(0, length), /it ends|holds no file/),
  );

  test('when any last part of it is missing', async () => {
    const archive = buildZip([
      csvMember(Buffer.from('a,b\n'), { descriptor: { signed: true, wide: false } }),
    ]);
    for (let length = 0; length < archive.length; length += 1) {
      await expectInvalid(archive.subarray(0, length), '');
    }
  });

  test('when its central directory is missing', () => {
    const archive = buildZip([csvMember(csv)]);
    return expectInvalid(archive.subarray(0, archive.indexOf('PK\x01\x02')), 'it ends');
  });

  test('when its directory lists a file that it does not hold', () =>
    expectInvalid(
      buildZip([csvMember(csv)], { listed: [csvMember(csv), csvMember(csv, { name: 'more.csv' })] }),
      'lists more.csv',
    ));

  test('when it holds a second file', () =>
    expectInvalid(buildZip([csvMember(csv), csvMember(csv, { name: 'more.csv' })]), 'more than one file'));

  test('when it holds none', () => expectInvalid(buildZip([]), 'holds no file'));

  test.each([
    ['classic', 0x0001],
    ['strong', 0x0041],
  ])('when it is encrypted: %s', (_how, flags) =>
    expectInvalid(buildZip([csvMember(csv, { flags })]), 'data.csv is encrypted'),
  );

  test.each([9, 12, 14, 93])('when it uses method %i', (method) =>
    expectInvalid(buildZip([csvMember(csv, { method })]), `unsupported method ${method}`),
  );

  test('when it is stored and its size comes after it', () =>
    expectInvalid(
      buildZip([csvMember(csv, { method: 0, descriptor: { signed: true, wide: false } })]),
      'without its size',
    ));

  test('when something follows its end', () =>
    expectInvalid(Buffer.concat([buildZip([csvMember(csv)]), Buffer.from('x')]), 'something follows'));

  test('when it inflates beyond the ratio, long before all of it is inflated', async () => {
    const archive = buildZip([csvMember(Buffer.alloc(100_000_000))]);
    let inflated = 0;
    const reading = (async () => {
      for await (const piece of unzip(new ByteReader(Readable.from(cut(archive, 16_384))), MAX_RATIO)) {
        inflated += piece.length;
      }
    })();
    expect(await failureOf(reading)).toMatchObject({ code: 'ZIP_INVALID' });
    expect(inflated).toBeLessThan(20_000_000);
  });
});

test('an archive of folders without end is left before they fill the memory', async () => {
  const folders = Array.from({ length: 1_100 }, (_, n) => ({
    name: `${n}/`,
    contents: Buffer.alloc(0),
    method: 0,
  }));
  await expectInvalid(buildZip(folders), 'more than 1000 folders');
});

test('a small file that compresses extremely well is no trap', async () => {
  const contents = Buffer.alloc(900_000);
  expect((await unzipAll(buildZip([csvMember(contents)]))).equals(contents)).toBe(true);
});

test('a failure of the source below comes through as it is', async () => {
  async function* failing(): AsyncGenerator<Buffer> {
    yield buildZip([csvMember(csv)]).subarray(0, 5000);
    throw new Error('the line is cut');
  }
  await expect(readAll(unzip(new ByteReader(failing()), MAX_RATIO))).rejects.toThrow('the line is cut');
});
