/*
 * CSV for people with spreadsheets, who get whatever a foreign file held: RFC 4180, and no cell that a spreadsheet would
 * run as a formula. A neutralised cell differs from its source by the leading apostrophe; the JSON routes give the
 * exact text.
 */

/** Tells spreadsheets that it is UTF-8; without it Chinese is shown as noise. */
export const BYTE_ORDER_MARK = '\u{FEFF}';

/**
 * What a spreadsheet takes for the start of a formula (the full-width signs too, in East Asian locales), also behind what
 * some of them skip or strip: white space, marks without a width, quotes. A tab or a line break in front is enough.
 */
const FORMULA_START = /^(?:[\t\r\n]|[\s\p{Cc}\p{Cf}\p{Mn}"'`´‘-‟＂＇]*[=+\-@＝＋－＠﹢﹣﹦﹫−])/u;
const NEEDS_QUOTES = /[",\r\n]/;

/** One record with its line break; null becomes an empty cell. */
export function encodeCsvRow(cells: readonly (string | number | null)[]): string {
  return `${cells.map(encodeCell).join(',')}\r\n`;
}

function encodeCell(cell: string | number | null): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = FORMULA_START.test(cell) ? `'${cell}` : cell;
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
