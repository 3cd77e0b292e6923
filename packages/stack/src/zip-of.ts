import { crc32, deflateRawSync } from 'node:zlib';

const DEFLATED = 8;

export interface ZipFaults {
  /** What it says of the member instead of the truth. */
  readonly declaredCrc?: number;
  /** Says that the member is encrypted. */
  readonly encrypted?: boolean;
  /** Holds the member so often. */
  readonly members?: number;
}

/** A ZIP archive with one CSV member. */
export function zipOf(contents: Buffer, faults: ZipFaults = {}): Buffer {
  const { declaredCrc = crc32(contents), encrypted = false, members = 1 } = faults;
  const packed = deflateRawSync(contents);
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (let member = 1; member <= members; member += 1) {
    const name = Buffer.from(`data${member === 1 ? '' : member}.csv`);
    const facts = Buffer.concat([
      numbers(2, 20, encrypted ? 1 : 0, DEFLATED, 0, 0),
      numbers(4, declaredCrc, packed.length, contents.length),
      numbers(2, name.length, 0),
    ]);
    const local = Buffer.concat([numbers(4, 0x04034b50), facts, name, packed]);
    locals.push(local);
    entries.push(
      Buffer.concat([
        numbers(4, 0x02014b50),
        numbers(2, 20),
        facts,
        numbers(2, 0, 0, 0),
        numbers(4, 0, offset),
        name,
      ]),
    );
    offset += local.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.concat([
    numbers(4, 0x06054b50),
    numbers(2, 0, 0, members, members),
    numbers(4, directory.length, offset),
    numbers(2, 0),
  ]);
  return Buffer.concat([...locals, directory, end]);
}

/** Little endian, each of so many bytes. */
function numbers(bytes: 2 | 4, ...values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(bytes * values.length);
  values.forEach((value, index) => buffer.writeUIntLE(value, index * bytes, bytes));
  return buffer;
}
