/*
 * The line after the header states the file's date and nothing else: `09-MAY-26,,,,,,,,,,,,,,,`, as Oracle writes
 * DD-MON-YY. It is told from a record by that shape, with fixed English month names and never by locale.
 */

const SHAPE = /^(\d{2})-([A-Z]{3})-(\d{2})$/;
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const CENTURIES = [1900, 2000, 2100];

/**
 * The file's date as YYYY-MM-DD, or undefined when the line is no stamp. Its two-digit year is of this century, or of
 * the one that brings it nearest to `lastModified` where the server states that.
 */
export function sourceStamp(fields: readonly string[], lastModified: Date | null): string | undefined {
  const [first = '', ...rest] = fields;
  const shape = SHAPE.exec(first.trim());
  if (shape === null || rest.some((field) => field.trim() !== '')) return undefined;
  const day = Number(shape[1]);
  const month = MONTHS.indexOf(shape[2] ?? '');
  if (month < 0) return undefined;
  const year = fullYear(Number(shape[3]), month, day, lastModified);
  return isCalendarDay(year, month, day) ? dayText(Date.UTC(year, month, day)) : undefined;
}

/** The stamp line's first field for a date (its day in UTC). */
export function stampField(date: Date): string {
  const day = String(date.getUTCDate()).padStart(2, '0');
  const month = MONTHS[date.getUTCMonth()] ?? '';
  const year = String(date.getUTCFullYear() % 100).padStart(2, '0');
  return `${day}-${month}-${year}`;
}

/** A time as YYYY-MM-DD in UTC. */
export function dayText(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10);
}

function fullYear(twoDigits: number, month: number, day: number, lastModified: Date | null): number {
  const modifiedMs = lastModified?.getTime() ?? Number.NaN;
  if (Number.isNaN(modifiedMs)) return 2000 + twoDigits;
  const distance = (year: number) => Math.abs(Date.UTC(year, month, day) - modifiedMs);
  const years = CENTURIES.map((century) => century + twoDigits);
  return years.reduce((best, year) => (distance(year) < distance(best) ? year : best));
}

function isCalendarDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month, day));
  return date.getUTCMonth() === month && date.getUTCDate() === day;
}
