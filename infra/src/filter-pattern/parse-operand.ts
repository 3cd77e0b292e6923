import type { Cursor } from './cursor.ts';
import type { Operand } from './filter-pattern.ts';

const NUMBER = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** All that CloudWatch takes in a regular expression: no groups, nothing beyond ASCII. */
const REGEX = /^[\w:#=@/;,^$?[\]{}|\\*+.-]+$/;

/**
 * What a value is compared with: `"a text"`, `text*`, `12.5`, `1e-3` or `%regular expression%`.
 *
 * @throws FilterPatternError
 */
export function parseOperand(cursor: Cursor): Operand {
  cursor.skipSpaces();
  const [, quoted] = cursor.take(/"([^"\\]*)"/) ?? [];
  if (quoted !== undefined) return { kind: 'text', text: quoted };
  const [, source] = cursor.take(/%([^%]*)%/) ?? [];
  if (source !== undefined) return { kind: 'regex', regex: toRegExp(cursor, source) };
  const [bare] = cursor.take(/[\w.*+-]+/) ?? [];
  if (bare === undefined) {
    throw cursor.error('A value is missing, or has characters that need quotes, or a backslash in quotes');
  }
  return NUMBER.test(bare)
    ? { kind: 'number', text: bare, value: Number(bare) }
    : { kind: 'text', text: bare };
}

function toRegExp(cursor: Cursor, source: string): RegExp {
  if (!REGEX.test(source)) throw cursor.error('CloudWatch does not support this regular expression');
  try {
    return new RegExp(source);
  } catch {
    throw cursor.error('This is no regular expression');
  }
}
