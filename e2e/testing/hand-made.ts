import { findDataset } from '@regpipe/datasets';

const { columns } = findDataset('tax-registration');

/** The first line of the file, as the data set wants it. */
export const HEADER = columns.join(',');
export const DATE_LINE = `09-MAY-26${','.repeat(columns.length - 1)}`;

/** A file of the given records, which are lines as they stand in it; the industries that they lack are left empty. */
export function csvOf(...records: readonly string[]): Buffer {
  return Buffer.from([HEADER, DATE_LINE, ...records, ''].join('\n'));
}

/** One record: `fields` from the address on, the missing ones empty. */
export function record(...fields: readonly string[]): string {
  return [...fields, ...new Array<string>(columns.length - fields.length).fill('')].join(',');
}
