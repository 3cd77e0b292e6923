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
  ['Shift_JIS', 'shift_jis'],
] as const;

/** ASCII is the same in these and in UTF-8, so it tells nothing. */
const LIKE_ASCII: ReadonlySet<string> = new Set(['big5', 'shift_jis']);

const KANA = /[\u3041-\u3096\u30a1-\u30fa]/g;
/** What Chinese encodings look like when they are read as Shift_JIS; a Japanese file may have some. */
const HALF_WIDTH_KATAKANA = /[\uff61-\uff9f]/g;
/** By chance, bytes that are something else may hold one. */
const FEWEST_KANA = 2;

const ASCII = /^\p{ASCII}*$/u;

/**
 * The encoding of a source other than UTF-8: by its byte-order mark, or because the data set's own columns stand in its
 * first line when it is read that way. So it is certain; undefined where it is not. Shift_JIS is known without them, too: by
 * kana, whose bytes there are none of Big5's (nor of GB 2312's, EUC-JP's or EUC-KR's) first ones.
 *
 * @param start the first bytes of a source whose header does not fit when read as UTF-8
 */
export function nameEncoding(dataset: Dataset, start: Buffer): string | undefined {
  const marked = BYTE_ORDER_MARKS.find(([, mark]) => start.subarray(0, mark.length).equals(mark));
  if (marked !== undefined) return marked[0];
  const fitting = UNMARKED.find(([, label]) => {
    const telling = LIKE_ASCII.has(label)
      ? dataset.columns.filter((column) => !ASCII.test(column))
      : dataset.columns;
    return holdsColumn(telling, new TextDecoder(label).decode(start));
  });
  return fitting?.[0] ?? (looksJapanese(start) ? 'Shift_JIS' : undefined);
}

/** Whether bytes that are no UTF-8 are Shift_JIS without a fault, with kana in it. */
function looksJapanese(start: Buffer): boolean {
  if (decodeStrictly('utf-8', start) !== undefined) return false;
  const text = decodeStrictly('shift_jis', start) ?? '';
  const kana = countOf(KANA, text);
  return kana >= FEWEST_KANA && kana > countOf(HALF_WIDTH_KATAKANA, text);
}

function countOf(pattern: RegExp, text: string): number {
  return text.match(pattern)?.length ?? 0;
}

/** Undefined where the bytes are not in the encoding; they may end within a character. */
function decodeStrictly(label: string, bytes: Buffer): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return undefined;
  }
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
