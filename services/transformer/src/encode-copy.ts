/** The characters that COPY text gives a meaning to. */
const SPECIAL = /[\\\t\n\r]/;
const EVERY_SPECIAL = /[\\\t\n\r]/g;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** One value of PostgreSQL's COPY text format; null is SQL NULL. @see https://www.postgresql.org/docs/17/sql-copy.html */
export function encodeValue(value: string | null): string {
  if (value === null) return '\\N';
  // Nearly no value needs it: the test alone is four times as fast as a replace that finds nothing.
  return SPECIAL.test(value) ? value.replace(EVERY_SPECIAL, (special) => ESCAPES[special] ?? special) : value;
}

/** One line of COPY text, with the record's source line as its last column. */
export function encodeRow(values: readonly (string | null)[], sourceLine: number): string {
  let line = '';
  for (const value of values) line += `${encodeValue(value)}\t`;
  return `${line}${sourceLine}\n`;
}
