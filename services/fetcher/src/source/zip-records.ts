/**
 * The records of a ZIP archive, as PKWARE's APPNOTE.TXT lays them down (section 4.3); all numbers are little
 * endian.
 */

export const SIGNATURE_BYTES = 4;

export const Signature = {
  localHeader: 0x04034b50,
  descriptor: 0x08074b50,
  centralHeader: 0x02014b50,
  zip64End: 0x06064b50,
  zip64Locator: 0x07064b50,
  end: 0x06054b50,
} as const;

/** Lengths of the records' fixed parts, signature included. */
export const RecordBytes = {
  localHeader: 30,
  centralHeader: 46,
  zip64End: 12,
  zip64Locator: 20,
  end: 22,
} as const;

const UNKNOWN_32 = 0xffffffff;
const ZIP64_EXTRA = 0x0001;

export interface Sizes {
  readonly crc: number;
  readonly compressed: number;
  readonly inflated: number;
}

export interface LocalHeader {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  /** CRC-32 and sizes; null when they follow the data, in a descriptor. */
  readonly sizes: Sizes | null;
}

/** An archive with members, or one without: that starts with its end. */
export function isZip(firstBytes: Buffer): boolean {
  const signature = signatureOf(firstBytes);
  return signature === Signature.localHeader || signature === Signature.end;
}

/** Null where there are too few bytes for one. */
export function signatureOf(bytes: Buffer): number | null {
  return bytes.length < SIGNATURE_BYTES ? null : bytes.readUInt32LE(0);
}

/** Bytes of name and extra field that follow a local header's fixed part. */
export function localHeaderTail(fixed: Buffer): { readonly name: number; readonly extra: number } {
  return { name: fixed.readUInt16LE(26), extra: fixed.readUInt16LE(28) };
}

export function parseLocalHeader(fixed: Buffer, tail: Buffer): LocalHeader {
  const nameBytes = localHeaderTail(fixed).name;
  const flags = fixed.readUInt16LE(6);
  const inDescriptor = (flags & 0x0008) !== 0;
  return {
    name: tail.toString('utf8', 0, nameBytes),
    method: fixed.readUInt16LE(8),
    encrypted: (flags & 0x0041) !== 0,
    sizes: inDescriptor ? null : readSizes(fixed, tail.subarray(nameBytes)),
  };
}

/** How the sizes after a member's data may be laid out: with a signature or without, in 32 or 64 bits. */
const DESCRIPTOR_LAYOUTS = [
  { signed: true, wide: false },
  { signed: true, wide: true },
  { signed: false, wide: false },
  { signed: false, wide: true },
] as const;

/** The longest layout and the signature of what follows it. */
export const MAX_DESCRIPTOR_BYTES = 24 + SIGNATURE_BYTES;

/**
 * The descriptor at the start of `bytes`. No field says which layout it has: it is the one after which another
 * record starts. Null when none fits.
 */
export function parseDescriptor(bytes: Buffer): { readonly sizes: Sizes; readonly length: number } | null {
  for (const { signed, wide } of DESCRIPTOR_LAYOUTS) {
    const start = signed ? SIGNATURE_BYTES : 0;
    const length = start + (wide ? 20 : 12);
    if (signed && signatureOf(bytes) !== Signature.descriptor) continue;
    const following = signatureOf(bytes.subarray(length));
    if (following !== Signature.centralHeader && following !== Signature.localHeader) continue;
    const crc = bytes.readUInt32LE(start);
    const sizes = wide
      ? { crc, compressed: readUInt64(bytes, start + 4), inflated: readUInt64(bytes, start + 12) }
      : { crc, compressed: bytes.readUInt32LE(start + 4), inflated: bytes.readUInt32LE(start + 8) };
    return { sizes, length };
  }
  return null;
}

/** What the central directory says of a member, and the bytes that follow the record's fixed part. */
export function parseCentralHeader(fixed: Buffer): {
  readonly crc: number;
  readonly name: number;
  readonly tail: number;
} {
  const name = fixed.readUInt16LE(28);
  return { crc: fixed.readUInt32LE(16), name, tail: name + fixed.readUInt16LE(30) + fixed.readUInt16LE(32) };
}

export function readUInt64(bytes: Buffer, offset: number): number {
  return Number(bytes.readBigUInt64LE(offset));
}

function readSizes(fixed: Buffer, extra: Buffer): Sizes {
  const crc = fixed.readUInt32LE(14);
  const compressed = fixed.readUInt32LE(18);
  const inflated = fixed.readUInt32LE(22);
  if (compressed !== UNKNOWN_32 && inflated !== UNKNOWN_32) return { crc, compressed, inflated };

  const wide = findExtra(extra, ZIP64_EXTRA);
  let offset = 0;
  const next = (): number => {
    offset += 8;
    return wide !== null && wide.length >= offset ? readUInt64(wide, offset - 8) : UNKNOWN_32;
  };
  // In this order, and only those that the header leaves open.
  const wideInflated = inflated === UNKNOWN_32 ? next() : inflated;
  return { crc, inflated: wideInflated, compressed: compressed === UNKNOWN_32 ? next() : compressed };
}

function findExtra(extra: Buffer, wanted: number): Buffer | null {
  for (let offset = 0; offset + 4 <= extra.length;) {
    const end = offset + 4 + extra.readUInt16LE(offset + 2);
    if (extra.readUInt16LE(offset) === wanted) return extra.subarray(offset + 4, end);
    offset = end;
  }
  return null;
}
