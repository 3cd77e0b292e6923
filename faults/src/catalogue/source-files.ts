import { gzipSync } from 'node:zlib';

import { findDataset } from '@regpipe/datasets';
import { zipOf } from '@regpipe/stack';

import { DATASET } from '../lab/expected-tables.ts';

/*
 * What can be wrong with a file that a publisher has put there. Each takes the file as it should be.
 */

const LF = 10;
const { columns } = findDataset(DATASET);
const BYTE_ORDER_MARK = '\u{FEFF}';

export function truncated(bytes: Buffer): Buffer {
  return bytes.subarray(0, Math.floor(bytes.length * 0.6));
}

/** Changes one byte in the middle. */
export function damaged(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  const middle = Math.floor(copy.length / 2);
  copy.writeUInt8(copy.readUInt8(middle) ^ 0xff, middle);
  return copy;
}

/** A gzip file whose checksum is that of other contents. */
export function wrongGzipCrc(bytes: Buffer): Buffer {
  const packed = gzipSync(bytes);
  const BYTES_OF_CRC_AND_LENGTH = 8;
  packed.writeUInt32LE(1, packed.length - BYTES_OF_CRC_AND_LENGTH);
  return packed;
}

/** A thousand times larger than it looks. */
export function bomb(): Buffer {
  return zipOf(Buffer.concat([Buffer.from(`${columns.join(',')}\n`), Buffer.alloc(64 * 1024 * 1024, ' ')]));
}

export function withHeader(bytes: Buffer, change: (names: readonly string[]) => readonly string[]): Buffer {
  const body = bytes.subarray(bytes.indexOf(LF) + 1);
  return Buffer.concat([Buffer.from(`${BYTE_ORDER_MARK}${change(columns).join(',')}\n`), body]);
}

/** Plain records under the header's names in another order, as many as are asked for. */
export function reordered(records: number): Buffer {
  const order = columns.toReversed();
  const lines = Array.from({ length: records }, (_, index) =>
    order.map((name) => valueOf(name, index)).join(','),
  );
  return Buffer.from([order.join(','), ...lines, ''].join('\n'));
}

function valueOf(column: string, index: number): string {
  if (column === '統一編號') return String(10_000_000 + index);
  return column === '營業人名稱' ? `Company ${index}` : '';
}

export function headerOnly(): Buffer {
  return Buffer.from(`${BYTE_ORDER_MARK}${columns.join(',')}\n`);
}

/** The header in Big5: nothing behind it is ever read. */
export function inBig5(): Buffer {
  return Buffer.concat(Array.from(`${columns.join(',')}\n`, (character) => toBig5(character)));
}

const FIRST_LEAD = 0xa4;
const LAST_LEAD = 0xf9;
const BYTE = 256;

/** Node reads Big5 and does not write it: the bytes are those that are read as the character. */
function toBig5(character: string): Buffer {
  if (character.charCodeAt(0) < BYTE) return Buffer.from(character);
  const decoder = new TextDecoder('big5');
  for (let code = FIRST_LEAD * BYTE; code < (LAST_LEAD + 1) * BYTE; code += 1) {
    const bytes = Buffer.from([Math.floor(code / BYTE), code % BYTE]);
    if (decoder.decode(bytes) === character) return bytes;
  }
  return Buffer.from('?');
}

export function inUtf16(bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(bytes.toString('utf8').slice(1), 'utf16le')]);
}

/** So large a part of the records is left out, from the end. */
export function withoutRecords(bytes: Buffer, part: number): Buffer {
  const lines = bytes.toString('latin1').split('\n');
  return Buffer.from(lines.slice(0, Math.ceil(lines.length * (1 - part))).join('\n'), 'latin1');
}

/** So large a part of the records gets a column too many. */
export function withBadRecords(bytes: Buffer, part: number): Buffer {
  const every = Math.round(1 / part);
  const lines = bytes.toString('latin1').split('\n');
  const PREAMBLE_LINES = 2;
  const bad = lines.map((line, index) => (index < PREAMBLE_LINES || index % every > 0 ? line : `,${line}`));
  return Buffer.from(bad.join('\n'), 'latin1');
}
