import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipMember {
  readonly name: string;
  readonly contents: Buffer;
  /** 8, deflated, unless told; any other method keeps the bytes as they are. */
  readonly method?: number;
  readonly flags?: number;
  /** Puts CRC-32 and sizes after the data. */
  readonly descriptor?: { readonly signed: boolean; readonly wide: boolean };
  /** Declares sizes in the zip64 extra field. */
  readonly zip64?: boolean;
  /** What is declared instead of the truth. */
  readonly declaredCrc?: number;
  readonly declaredSize?: number;
}

export interface ZipOptions {
  readonly zip64End?: boolean;
  readonly comment?: string;
  /** The central directory's CRC-32 of every member instead of the truth. */
  readonly directoryCrc?: number;
  /** Members that the central directory lists, instead of all. */
  readonly listed?: readonly ZipMember[];
}

const WIDE = 0xffffffff;

/** An archive made by hand, so that every part of it can be made wrong. */
export function buildZip(members: readonly ZipMember[], options: ZipOptions = {}): Buffer {
  const listed = options.listed ?? members;
  const directory = Buffer.concat(listed.map((member) => centralHeader(member, options.directoryCrc)));
  return Buffer.concat([
    ...members.flatMap((member) => [localHeader(member), packed(member), descriptor(member)]),
    directory,
    options.zip64End === true ? zip64End() : Buffer.alloc(0),
    end(listed.length, directory.length, options.comment ?? ''),
  ]);
}

/** The member that an archive is about; deflated unless told. */
export function csvMember(contents: Buffer, more: Partial<ZipMember> = {}): ZipMember {
  return { name: 'data.csv', contents, ...more };
}

function packed({ method = 8, contents }: ZipMember): Buffer {
  return method === 8 ? deflateRawSync(contents) : contents;
}

function sizesOf(member: ZipMember): { crc: number; compressed: number; inflated: number } {
  return {
    crc: member.declaredCrc ?? crc32(member.contents),
    compressed: packed(member).length,
    inflated: member.declaredSize ?? member.contents.length,
  };
}

function localHeader(member: ZipMember): Buffer {
  const { crc, compressed, inflated } = sizesOf(member);
  const name = Buffer.from(member.name);
  const wide = member.zip64 === true;
  const extra = wide
    ? Buffer.concat([u16(0x5455), u16(1), u8(0), u16(1), u16(16), u64(inflated), u64(compressed)])
    : Buffer.alloc(0);
  const open = member.descriptor !== undefined;
  return Buffer.concat([
    u32(0x04034b50),
    u16(20),
    u16((member.flags ?? 0) | (open ? 8 : 0)),
    u16(member.method ?? 8),
    u32(0),
    u32(open ? 0 : crc),
    u32(open ? 0 : wide ? WIDE : compressed),
    u32(open ? 0 : wide ? WIDE : inflated),
    u16(name.length),
    u16(extra.length),
    name,
    extra,
  ]);
}

function descriptor(member: ZipMember): Buffer {
  if (member.descriptor === undefined) return Buffer.alloc(0);
  const { crc, compressed, inflated } = sizesOf(member);
  const size = member.descriptor.wide ? u64 : u32;
  const signature = member.descriptor.signed ? u32(0x08074b50) : Buffer.alloc(0);
  return Buffer.concat([signature, u32(crc), size(compressed), size(inflated)]);
}

function centralHeader(member: ZipMember, directoryCrc: number | undefined): Buffer {
  const { crc, compressed, inflated } = sizesOf(member);
  const name = Buffer.from(member.name);
  return Buffer.concat([
    u32(0x02014b50),
    u16(20),
    u16(20),
    u16(member.flags ?? 0),
    u16(member.method ?? 8),
    u32(0),
    u32(directoryCrc ?? crc),
    u32(compressed),
    u32(inflated),
    u16(name.length),
    Buffer.alloc(16),
    name,
  ]);
}

function zip64End(): Buffer {
  return Buffer.concat([u32(0x06064b50), u64(44), Buffer.alloc(44), u32(0x07064b50), Buffer.alloc(16)]);
}

function end(count: number, directoryBytes: number, comment: string): Buffer {
  const text = Buffer.from(comment);
  const counts = [u16(0), u16(0), u16(count), u16(count)];
  return Buffer.concat([u32(0x06054b50), ...counts, u32(directoryBytes), u32(0), u16(text.length), text]);
}

function u8(value: number): Buffer {
  return Buffer.from([value]);
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}
