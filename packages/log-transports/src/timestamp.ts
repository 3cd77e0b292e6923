/**
 * The moment of a line: ISO 8601 in milliseconds with the offset of UTC, `2026-11-21T16:40:00.123+00:00`. Always UTC and
 * always of the same length, as what collects the files reads it by a pattern.
 */
export function formatTimestamp(moment: Date): string {
  return `${moment.toISOString().slice(0, -1)}+00:00`;
}

/** The first of a line: written before any field that a foreign text could stand in. */
const TIMESTAMP = /"timestamp":"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00)"/;

/** The moment of a finished line, in milliseconds since the epoch; undefined for a line that is not ours. */
export function timestampOf(line: string): number | undefined {
  const [, text] = TIMESTAMP.exec(line) ?? [];
  return text === undefined ? undefined : Date.parse(text);
}
