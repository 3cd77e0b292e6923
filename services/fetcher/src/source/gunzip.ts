import { crc32 } from 'node:zlib';

import type { ByteReader } from './byte-reader.ts';
import { gzipInvalid } from './gzip-invalid.ts';
import { inflateFrom, type Inflation } from './inflate.ts';

const FIXED_BYTES = 10;
const TRAILER_BYTES = 8;
const METHOD_DEFLATED = 8;
/** A file name or a comment that is longer is none. */
const MAX_TEXT_BYTES = 4096;

const Flag = { headerCrc: 0x02, extra: 0x04, name: 0x08, comment: 0x10, reserved: 0xe0 } as const;

/**
 * The contents of a gzip file (RFC 1952) as it arrives; its members, one or many, come out as one run of bytes.
 *
 *     header ─► deflated data ─► CRC-32 and length ─► another header, or nothing more
 *
 * Ours because zlib's own reader takes a file whose last member is missing, and anything behind the last one, for whole
 * files; inflating is zlib's. As with a ZIP, bytes have been given out before a fault is known.
 * @throws TerminalError GZIP_INVALID
 */
export async function* gunzip(reader: ByteReader, maxRatio: number): AsyncGenerator<Buffer, void, undefined> {
  // One for all members: many small ones are no way around the limit.
  const inflation: Inflation = { maxRatio, inflated: 0, compressed: 0, invalid: gzipInvalid };
  let members = 0;
  do {
    await skipHeader(reader, members);
    yield* readMember(reader, inflation);
    members += 1;
  } while ((await reader.peek(1)).length > 0);
}

async function* readMember(
  reader: ByteReader,
  inflation: Inflation,
): AsyncGenerator<Buffer, void, undefined> {
  let crc = 0;
  let length = 0;
  for await (const piece of inflateFrom(reader, inflation)) {
    crc = crc32(piece, crc);
    length += piece.length;
    yield piece;
  }
  const trailer = await takeWhole(reader, TRAILER_BYTES);
  const declared = { crc: trailer.readUInt32LE(0), length: trailer.readUInt32LE(4) };
  if (crc !== declared.crc) {
    throw gzipInvalid(`it is damaged: its CRC-32 is ${hex(crc)} and should be ${hex(declared.crc)}`);
  }
  // Of the length it keeps the last 32 bits.
  if (length % 2 ** 32 !== declared.length) {
    throw gzipInvalid(`it inflates to ${length} bytes, but declares ${declared.length}`);
  }
}

async function skipHeader(reader: ByteReader, membersBefore: number): Promise<void> {
  const fixed = await reader.peek(FIXED_BYTES);
  if (fixed[0] !== 0x1f || fixed[1] !== 0x8b) {
    throw gzipInvalid(membersBefore === 0 ? 'it has no signature' : 'something follows its end');
  }
  let header = await takeWhole(reader, FIXED_BYTES);
  const method = header.readUInt8(2);
  const flags = header.readUInt8(3);
  if (method !== METHOD_DEFLATED) throw gzipInvalid(`it uses the unknown method ${method}`);
  if ((flags & Flag.reserved) !== 0) throw gzipInvalid('its header has unknown flags');
  if ((flags & Flag.extra) !== 0) {
    const length = await takeWhole(reader, 2);
    header = Buffer.concat([header, length, await takeWhole(reader, length.readUInt16LE(0))]);
  }
  if ((flags & Flag.name) !== 0) header = Buffer.concat([header, await takeText(reader)]);
  if ((flags & Flag.comment) !== 0) header = Buffer.concat([header, await takeText(reader)]);
  if ((flags & Flag.headerCrc) === 0) return;
  const declared = (await takeWhole(reader, 2)).readUInt16LE(0);
  if ((crc32(header) & 0xffff) !== declared) throw gzipInvalid('its header is damaged');
}

/** Up to its NUL, which comes along. */
async function takeText(reader: ByteReader): Promise<Buffer> {
  for (let wanted = 64; ; wanted *= 2) {
    const bytes = await reader.peek(wanted);
    const end = bytes.indexOf(0);
    if (end !== -1) return reader.take(end + 1);
    if (bytes.length < wanted) throw gzipInvalid('it ends within its header');
    if (wanted >= MAX_TEXT_BYTES) throw gzipInvalid('its header has a text without an end');
  }
}

async function takeWhole(reader: ByteReader, count: number): Promise<Buffer> {
  const bytes = await reader.take(count);
  if (bytes.length < count) throw gzipInvalid('it ends too early');
  return bytes;
}

function hex(crc: number): string {
  return crc.toString(16).padStart(8, '0');
}
