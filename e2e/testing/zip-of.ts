import { crc32, deflateRawSync } from 'node:zlib';

const NAME = Buffer.from('data.csv');
const DEFLATED = 8;

/** A ZIP archive with one CSV member; `declaredCrc` is what it says of it instead of the truth. */
export function zipOf(contents: Buffer, declaredCrc = crc32(contents)): Buffer {
  const packed = deflateRawSync(contents);
  const facts = Buffer.concat([
    numbers(2, 20, 0, DEFLATED, 0, 0),
    numbers(4, declaredCrc, packed.length, contents.length),
    numbers(2, NAME.length, 0),
  ]);
  const local = Buffer.concat([numbers(4, 0x04034b50), facts, NAME, packed]);
  const directory = Buffer.concat([
    numbers(4, 0x02014b50),
    numbers(2, 20),
    facts,
    numbers(2, 0, 0, 0),
    numbers(4, 0, 0),
    NAME,
  ]);
  const end = Buffer.concat([
    numbers(4, 0x06054b50),
    numbers(2, 0, 0, 1, 1),
    numbers(4, directory.length, local.length),
    numbers(2, 0),
  ]);
  return Buffer.concat([local, directory, end]);
}

/** Little endian, each of so many bytes. */
function numbers(bytes: 2 | 4, ...values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(bytes * values.length);
  values.forEach((value, index) => buffer.writeUIntLE(value, index * bytes, bytes));
  return buffer;
}
