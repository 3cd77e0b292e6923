import { stripVTControlCharacters } from 'node:util';

import { percentOf } from '@regpipe/progress';

/*
 * How numbers, durations and columns look. Widths are those of a terminal, where a Chinese character takes two columns.
 */

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u4dbf\u4e00-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const INVISIBLE = /[\p{Mn}\p{Me}\p{Cf}\p{Cc}]/u;
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
const ELLIPSIS = '…';
const ESC = String.fromCodePoint(0x1b);
/** In brackets, so that splitting keeps it. */
const LOOK = new RegExp(`(${ESC}\\[[0-9;]*m)`);
const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

const counts = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** The words for spans of time; each language has its own. */
export interface TimeUnits {
  seconds(amount: string): string;
  minutes(minutes: number, seconds: number): string;
  hours(hours: number, minutes: number): string;
  age: {
    now: string;
    minutes(amount: number): string;
    hours(amount: number): string;
    days(amount: number): string;
  };
}

/** `1234567` → `1,234,567`: the separators of English and Chinese alike. */
export function formatCount(count: number): string {
  return counts.format(count);
}

/** `12 MB`, `1.3 GB`: three digits and no more, in powers of a thousand. */
export function formatBytes(bytes: number): string {
  const power = Math.min(Math.max(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), 0), BYTE_UNITS.length - 1);
  const amount = bytes / 1000 ** power;
  return `${power === 0 || amount >= 99.95 ? amount.toFixed(0) : amount.toFixed(1)} ${BYTE_UNITS[power] ?? ''}`;
}

/** `part` of `whole` as a percentage with two decimals, never rounded up to 100 or down to 0; empty for no whole. */
export function formatPercent(part: number, whole: number): string {
  const percent = percentOf(part, whole);
  return percent === '' ? '' : `${percent} %`;
}

/** `12.3 s`, `3 min 05 s`, `2 h 07 min`. */
export function formatDuration(seconds: number, units: TimeUnits): string {
  if (seconds < 59.95) return units.seconds(seconds.toFixed(1));
  return formatWholeSeconds(seconds, units);
}

/** As `formatDuration`, without a fraction: for times that change while one looks at them. */
export function formatWholeSeconds(seconds: number, units: TimeUnits): string {
  const whole = Math.round(seconds);
  if (whole < 60) return units.seconds(String(whole));
  if (whole < 3600) return units.minutes(Math.floor(whole / 60), whole % 60);
  return units.hours(Math.floor(whole / 3600), Math.floor((whole % 3600) / 60));
}

/** How long ago a moment is, in its largest unit. A day without a time counts from its midnight in UTC. */
export function formatAge(moment: string, now: Date, units: TimeUnits): string {
  const minutes = Math.floor((now.getTime() - new Date(moment).getTime()) / 60_000);
  if (minutes < 1) return units.age.now;
  if (minutes < 60) return units.age.minutes(minutes);
  if (minutes < 48 * 60) return units.age.hours(Math.floor(minutes / 60));
  return units.age.days(Math.floor(minutes / (24 * 60)));
}

/** Columns that a text takes on a terminal; colours take none. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of stripVTControlCharacters(text)) {
    if (!INVISIBLE.test(character)) width += WIDE.test(character) ? 2 : 1;
  }
  return width;
}

/** Fills a text up with blanks to `width` columns. */
export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(width - displayWidth(text), 0));
}

function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(width - displayWidth(text), 0)) + text;
}

/** Cuts a text that is wider than `width` columns, and says so with an ellipsis. Its looks end where they would have. */
export function truncate(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let kept = '';
  let used = 1;
  for (const part of text.split(LOOK)) {
    if (part.startsWith(ESC)) {
      kept += part;
      continue;
    }
    for (const character of part) {
      if (used > width) break;
      used += displayWidth(character);
      kept += used > width ? ELLIPSIS : character;
    }
  }
  return kept;
}

/** Foreign text made safe for a terminal, on one line: what could move the cursor or hide text shows as an escape. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (character) => {
    if (character === '\n') return '\\n';
    if (character === '\r') return '\\r';
    if (character === '\t') return '\\t';
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
}

export type Alignment = 'left' | 'right';

/** Rows as lines of aligned columns, two blanks apart; without blanks at the end of a line. */
export function alignColumns(
  rows: readonly (readonly string[])[],
  alignments: readonly Alignment[],
): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => (widths[column] = Math.max(widths[column] ?? 0, displayWidth(cell))));
  }
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return alignments[column] === 'right' ? padStart(cell, width) : padEnd(cell, width);
      })
      .join('  ')
      .trimEnd(),
  );
}

/** Lines set in by two columns; empty ones stay empty. */
export function indent(lines: readonly string[]): string[] {
  return lines.map((line) => (line === '' ? line : `  ${line}`));
}
