/** A place in a text: in UTF-16 units, the end exclusive. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

interface Layout {
  /** Each with the quotes around it. */
  readonly fields: readonly TextRange[];
  /** The first quote that stands where none may, or that is never closed; the fields end before it. */
  readonly stray: TextRange | undefined;
}

/*
 * Where something stands in the text of one record, for whoever shows it. The record has no line break at its end; those
 * inside quotes stand as they are.
 */

/**
 * A field by its position in the header, without the quotes around it. An empty one is found by what it stands between:
 * its quotes, else the commas.
 */
export function locateField(record: string, index: number): TextRange | undefined {
  const field = layOut(record).fields[index];
  if (field === undefined) return undefined;
  const { start, end } = field;
  if (start === end) return { start: Math.max(0, start - 1), end: Math.min(record.length, end + 1) };
  const isQuoted = record[start] === '"' && end - start > 2;
  return isQuoted ? { start: start + 1, end: end - 1 } : field;
}

/** What follows the last column of a header with `width` columns. */
export function locateSurplus(record: string, width: number): TextRange | undefined {
  const { fields } = layOut(record);
  const first = fields[width];
  return first && { start: first.start - 1, end: record.length };
}

/** The quote by which a record cannot be read. */
export function locateStrayQuote(record: string): TextRange | undefined {
  return layOut(record).stray;
}

function layOut(record: string): Layout {
  const fields: TextRange[] = [];
  for (let start = 0; ;) {
    const end = record[start] === '"' ? quotedEnd(record, start) : unquotedEnd(record, start);
    if (end === undefined) return { fields, stray: { start, end: start + 1 } };
    const next = record[end];
    if (next !== undefined && next !== ',') {
      // Behind a closing quote, or in the middle of an unquoted field.
      const at = next === '"' ? end : end - 1;
      return { fields, stray: { start: at, end: at + 1 } };
    }
    fields.push({ start, end });
    if (next === undefined) return { fields, stray: undefined };
    start = end + 1;
  }
}

/** Behind the quote that ends the field which one begins at `opening`; undefined when none does. */
function quotedEnd(record: string, opening: number): number | undefined {
  let at = record.indexOf('"', opening + 1);
  while (at !== -1 && record[at + 1] === '"') at = record.indexOf('"', at + 2);
  return at === -1 ? undefined : at + 1;
}

const SEPARATOR_OR_QUOTE = /[",]/g;

/** Where an unquoted field ends: at a comma, at the end, or at a quote, which must not be there. */
function unquotedEnd(record: string, start: number): number {
  SEPARATOR_OR_QUOTE.lastIndex = start;
  return SEPARATOR_OR_QUOTE.exec(record)?.index ?? record.length;
}
