import { crc32 } from 'node:zlib';

import type { ByteReader } from './byte-reader.ts';
import { inflateFrom } from './inflate.ts';
import { zipInvalid } from './zip-invalid.ts';
import {
  type LocalHeader,
  localHeaderTail,
  MAX_DESCRIPTOR_BYTES,
  parseCentralHeader,
  parseDescriptor,
  parseLocalHeader,
  readUInt64,
  RecordBytes,
  Signature,
  SIGNATURE_BYTES,
  signatureOf,
  type Sizes,
} from './zip-records.ts';

const METHOD_STORED = 0;
const METHOD_DEFLATED = 8;
/** What is known of each is kept until the directory comes. */
const MAX_MEMBERS = 1_000;

/**
 * The contents of an archive's only file, as it arrives: nothing is kept, and no random access is needed.
 *
 *     local header ─► data ─► [descriptor] ─► … ─► central directory ─► [zip64 end] ─► end ─► nothing more
 *
 * Ours because no maintained npm library does it: unzipper finds the end of data by searching for a signature
 * and never compares the CRC-32; unzip-stream does not either (mhr3/unzip-stream#29); fflate's streaming
 * reader inflates in JavaScript, without back-pressure or CRC-32; zip.js buffers a stream whole to have random
 * access, and yauzl refuses streams for the same need.
 *
 * The local header is believed while the data streams, and checked afterwards: CRC-32 and sizes against the
 * data, then names and CRC-32 against the central directory, which must be whole. So bytes have been given out
 * before a fault is known: whoever reads them makes nothing final before the end.
 * @throws TerminalError ZIP_INVALID
 */
export async function* unzip(reader: ByteReader, maxRatio: number): AsyncGenerator<Buffer, void, undefined> {
  const crcByName = new Map<string, number>();
  let files = 0;
  while ((await nextSignature(reader)) === Signature.localHeader) {
    const header = await readLocalHeader(reader);
    const isDirectory = header.name.endsWith('/');
    if (!isDirectory) files += 1;
    if (files > 1) throw zipInvalid(`it holds more than one file (${header.name} is the second)`);

    const actual = yield* readMember(reader, header, maxRatio);
    if (isDirectory && actual.inflated > 0) throw zipInvalid(`its directory ${header.name} has contents`);
    crcByName.set(header.name, actual.crc);
    if (crcByName.size > MAX_MEMBERS) throw zipInvalid(`it holds more than ${MAX_MEMBERS} folders`);
  }
  if (files === 0) throw zipInvalid('it holds no file');
  await checkDirectory(reader, crcByName);
}

async function readLocalHeader(reader: ByteReader): Promise<LocalHeader> {
  const fixed = await takeWhole(reader, RecordBytes.localHeader);
  const { name, extra } = localHeaderTail(fixed);
  return parseLocalHeader(fixed, await takeWhole(reader, name + extra));
}

/** Yields a member's contents and returns what was measured, after comparing it with what was declared. */
async function* readMember(
  reader: ByteReader,
  header: LocalHeader,
  maxRatio: number,
): AsyncGenerator<Buffer, Sizes, undefined> {
  if (header.encrypted) throw zipInvalid(`${header.name} is encrypted`);
  const contents = memberContents(reader, header, maxRatio);
  let crc = 0;
  let inflated = 0;
  for (;;) {
    const step = await contents.next();
    if (step.done === true) {
      const actual = { crc, inflated, compressed: step.value };
      compareSizes(header.name, actual, header.sizes ?? (await readDescriptor(reader, header.name)));
      return actual;
    }
    crc = crc32(step.value, crc);
    inflated += step.value.length;
    yield step.value;
  }
}

function memberContents(
  reader: ByteReader,
  { name, method, sizes }: LocalHeader,
  maxRatio: number,
): AsyncGenerator<Buffer, number, undefined> {
  if (method === METHOD_DEFLATED) {
    return inflateFrom(reader, { maxRatio, inflated: 0, compressed: 0, invalid: zipInvalid });
  }
  if (method !== METHOD_STORED) throw zipInvalid(`${name} uses the unsupported method ${method}`);
  if (sizes === null) throw zipInvalid(`${name} is stored without its size, so its end cannot be found`);
  return copyFrom(reader, sizes.compressed);
}

async function* copyFrom(reader: ByteReader, length: number): AsyncGenerator<Buffer, number, undefined> {
  let left = length;
  while (left > 0) {
    const piece = await reader.next();
    if (piece === null) throw zipInvalid('it ends within its member');
    if (piece.length > left) reader.unread(piece.subarray(left));
    const wanted = piece.subarray(0, left);
    left -= wanted.length;
    yield wanted;
  }
  return length;
}

async function readDescriptor(reader: ByteReader, name: string): Promise<Sizes> {
  const descriptor = parseDescriptor(await reader.peek(MAX_DESCRIPTOR_BYTES));
  if (descriptor === null) throw zipInvalid(`the sizes after ${name} are missing or damaged`);
  await reader.take(descriptor.length);
  return descriptor.sizes;
}

function compareSizes(name: string, actual: Sizes, declared: Sizes): void {
  if (actual.crc !== declared.crc) throw wrongCrc(name, actual.crc, declared.crc);
  if (actual.inflated !== declared.inflated || actual.compressed !== declared.compressed) {
    throw zipInvalid(
      `${name} has ${actual.compressed} bytes that inflate to ${actual.inflated}, ` +
        `but declares ${declared.compressed} and ${declared.inflated}`,
    );
  }
}

async function checkDirectory(reader: ByteReader, crcByName: Map<string, number>): Promise<void> {
  let signature = await nextSignature(reader);
  for (; signature === Signature.centralHeader; signature = await nextSignature(reader)) {
    const entry = parseCentralHeader(await takeWhole(reader, RecordBytes.centralHeader));
    const name = (await takeWhole(reader, entry.tail)).toString('utf8', 0, entry.name);
    const actual = crcByName.get(name);
    if (actual === undefined) throw zipInvalid(`its directory lists ${name}, which it does not hold`);
    if (actual !== entry.crc) throw wrongCrc(name, actual, entry.crc);
    crcByName.delete(name);
  }
  const [unlisted] = crcByName.keys();
  if (unlisted !== undefined) throw zipInvalid(`its directory is missing or does not list ${unlisted}`);

  if (signature === Signature.zip64End) {
    const fixed = await takeWhole(reader, RecordBytes.zip64End);
    await takeWhole(reader, Math.min(readUInt64(fixed, 4), 0xffff));
    await takeWhole(reader, RecordBytes.zip64Locator);
    signature = await nextSignature(reader);
  }
  if (signature !== Signature.end) throw zipInvalid('its directory has no end');
  const end = await takeWhole(reader, RecordBytes.end);
  await takeWhole(reader, end.readUInt16LE(20));
  if ((await reader.next()) !== null) throw zipInvalid('something follows its end');
}

async function nextSignature(reader: ByteReader): Promise<number | null> {
  return signatureOf(await reader.peek(SIGNATURE_BYTES));
}

async function takeWhole(reader: ByteReader, count: number): Promise<Buffer> {
  const bytes = await reader.take(count);
  if (bytes.length < count) throw zipInvalid('it ends too early');
  return bytes;
}

function wrongCrc(name: string, actual: number, declared: number): Error {
  return zipInvalid(`${name} is damaged: its CRC-32 is ${hex(actual)} and should be ${hex(declared)}`);
}

function hex(crc: number): string {
  return crc.toString(16).padStart(8, '0');
}
