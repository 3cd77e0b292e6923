import { findDataset } from '@regpipe/datasets';

import { DATASET } from '../lab/expected-tables.ts';

const { columns } = findDataset(DATASET);
const LF = 10;
const COMMA = Buffer.from(',');

export interface RecordFields {
  readonly address?: string;
  readonly ban?: string;
  readonly name: string | Buffer;
}

/** One record of the file, its fields as they are given, byte for byte. */
export function record({ address = '', ban = '99999998', name }: RecordFields): Buffer {
  const values = new Map<string, string | Buffer>([
    ['營業地址', address],
    ['統一編號', ban],
    ['營業人名稱', name],
  ]);
  const fields = columns.map((column) => Buffer.from(values.get(column) ?? ''));
  return Buffer.concat(fields.flatMap((field, index) => (index === 0 ? [field] : [COMMA, field])));
}

/** Puts records before all others, behind the header and the date line. */
export function insertRecords(file: Buffer, ...records: readonly Buffer[]): Buffer {
  const preamble = file.indexOf(LF, file.indexOf(LF) + 1) + 1;
  const lines = records.flatMap((line) => [line, Buffer.from('\n')]);
  return Buffer.concat([file.subarray(0, preamble), ...lines, file.subarray(preamble)]);
}
