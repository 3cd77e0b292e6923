import { expectRecord, type Outcome } from './expect-record.ts';
import type { FuzzRecord } from './fuzz-record.ts';
import { textsOf } from './record-values.ts';

/** One record in the bytes of the file, and what is to become of it. */
export interface WrittenRecord {
  /** Without its line break. */
  readonly bytes: Buffer;
  readonly lineBreak: '\n' | '\r\n';
  /** As text, with bytes that no text may hold as `\xHH`. */
  readonly raw: string;
  /** The texts of its fields in file order; null where they cannot be told. */
  readonly fields: readonly string[] | null;
  readonly outcome: Outcome;
}

/**
 * Characters of a text where a record must stay short: none of a reject may be cut off in the midst of foreign bytes, and
 * hundreds of columns must fit a chunk.
 */
const MOST_OF_SHORT = 60;

/**
 * Writes a record as the CSV of a file with this order of columns; a spoilt one may become two.
 *
 * @param order for each column of the file, its place in COLUMNS
 */
export function writeRecord(record: FuzzRecord, order: readonly number[]): WrittenRecord[] {
  const { values, quotes, lineBreak, defect } = record;
  const texts = textsOf(values);
  const inOrder = (all: readonly string[]) => order.map((column) => all[column] ?? '');
  const rejected = (type: string): Outcome => ({ kind: 'rejected', type });
  const verbatim = (
    raw: string,
    outcome: Outcome,
    fields: readonly string[] | null = null,
  ): WrittenRecord => ({
    bytes: Buffer.from(raw),
    ...{ lineBreak, raw, fields, outcome },
  });
  const csv = (all: readonly string[]) =>
    order.map((column) => quoted(all[column] ?? '', (quotes >> column) % 2 === 1)).join(',');
  /** One line in which only `text` can be wrong. */
  const spoilt = (column: number, text: string) =>
    inOrder(texts.map(unquotable).with(column, text)).join(',');

  switch (defect.kind) {
    case 'none':
      return [verbatim(csv(texts), expectRecord(values), inOrder(texts))];
    case 'blank':
      return [
        verbatim(csv(texts.map(() => defect.text)), { kind: 'blank' }, inOrder(texts.map(() => defect.text))),
      ];
    case 'foreign':
      return [{ ...withForeignBytes(csv, texts, defect), lineBreak, fields: null }];
    case 'stray':
      return [verbatim(spoilt(defect.column, defect.text), rejected('STRAY_QUOTE'))];
    case 'unclosed':
      return [
        verbatim(spoilt(defect.column, '"never closed'), rejected('STRAY_QUOTE')),
        verbatim('a"b', rejected('STRAY_QUOTE')),
      ];
    case 'width': {
      const width = Math.max(1, order.length + defect.more);
      const fields = Array.from({ length: width }, (_, index) =>
        unquotable(shortened(texts[index % texts.length] ?? '')),
      );
      return [verbatim(fields.join(','), wrongWidth(fields))];
    }
    case 'line':
      return [verbatim(defect.text, wrongWidth([defect.text.replaceAll('"', '')]))];
    case 'oversized':
      return [verbatim(spoilt(defect.column, 'x'.repeat(defect.bytes)), rejected('RECORD_TOO_LARGE'))];
  }
}

/** A line of white space is no record. */
function wrongWidth(fields: readonly string[]): Outcome {
  if (fields.length === 1 && fields[0]?.trim() === '') return { kind: 'blank' };
  return { kind: 'rejected', type: 'WRONG_COLUMN_COUNT' };
}

/** Written as text with a mark in their place first, as only bytes can hold them. */
function withForeignBytes(
  csv: (texts: readonly string[]) => string,
  all: readonly string[],
  { column, bytes }: { readonly column: number; readonly bytes: readonly number[] },
): Pick<WrittenRecord, 'bytes' | 'raw' | 'outcome'> {
  const mark = '<foreign>';
  const texts = all.map(shortened);
  const [before = '', behind = ''] = csv(texts.with(column, `${texts[column] ?? ''}${mark}`)).split(mark);
  const shown = bytes.map((byte) => (byte === PRINTABLE ? 'x' : `\\x${byte.toString(16).padStart(2, '0')}`));
  return {
    bytes: Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(behind)]),
    raw: `${before}${shown.join('')}${behind}`,
    outcome: { kind: 'rejected', type: bytes.every((byte) => byte === 0) ? 'NUL_CHARACTER' : 'INVALID_UTF8' },
  };
}

/** An `x` behind a byte that would need another one. */
const PRINTABLE = 0x78;

/** In quotes where it must be, or where it shall be. */
function quoted(text: string, always: boolean): string {
  return always || /[",\n]|\r$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function shortened(text: string): string {
  return Array.from(text).slice(0, MOST_OF_SHORT).join('');
}

/** What of a text can stand in a line without quotes. */
function unquotable(text: string): string {
  return text.replace(/[",\r\n]/g, '');
}
