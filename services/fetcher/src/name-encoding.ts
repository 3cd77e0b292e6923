import { parseStrictly } from '@regpipe/csv';
import type { Dataset } from '@regpipe/datasets';

/** The longer ones first: UTF-16's mark is how UTF-32's begins. */
const BYTE_ORDER_MARKS = [
  ['UTF-32LE', Buffer.from([0xff, 0xfe, 0x00, 0x00])],
  ['UTF-32BE', Buffer.from([0x00, 0x00, 0xfe, 0xff])],
  ['UTF-16LE', Buffer.from([0xff, 0xfe])],
  ['UTF-16BE', Buffer.from([0xfe, 0xff])],
] as const;

/** Encodings without a mark of their own, by the label that TextDecoder knows. */
const UNMARKED = [
  ['UTF-16LE', 'utf-16le'],
  ['UTF-16BE', 'utf-16be'],
  ['Big5', 'big5'],
] as const;

const ASCII = /^\p{ASCII}*$/u;

/**
 * The encoding of a source other than UTF-8: by its byte-order mark, or because the data set's own columns stand in its
 * first line when it is read that way. So it is certain; undefined where it is not.
 *
 * @param start the first bytes of a source whose header does not fit when read as UTF-8
 */
export function nameEncoding(dataset: Dataset, start: Buffer): string | undefined {
  const marked = BYTE_ORDER_MARKS.find(([, mark]) => start.subarray(0, mark.length).equals(mark));
  if (marked !== undefined) return marked[0];
  return UNMARKED.find(([, label]) => {
    // ASCII is the same in Big5 and UTF-8, so it tells nothing.
    const telling =
      label === 'big5' ? dataset.columns.filter((column) => !ASCII.test(column)) : dataset.columns;
    return holdsColumn(telling, new TextDecoder(label).decode(start));
  })?.[0];
}

/** Whether a column's name is a field of the first line. */
function holdsColumn(columns: readonly string[], text: string): boolean {
  const [line = ''] = text.split(/[\r\n]/, 1);
  const fields = new Set(fieldsOf(line));
  return columns.some((column) => fields.has(column));
}

function fieldsOf(line: string): readonly string[] {
  try {
    return (parseStrictly(Buffer.from(line))[0] ?? []).map((name) => name.trim());
  } catch {
    return [];
  }
}
