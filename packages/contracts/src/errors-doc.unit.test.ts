import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { ERROR_CODES } from './error-codes.ts';

/** A row of the table of codes: `| CODE | status | meaning | next |`. */
interface DocumentedCode {
  readonly code: string;
  readonly status: number;
  readonly meaning: string;
  readonly next: string;
}

const HEADING = '## Error codes';

const documented = readTable(readFileSync(new URL('../../../docs/errors.md', import.meta.url), 'utf8'));

test('docs/errors.md has every code once, with its status and its next step', () => {
  const known = Object.entries(ERROR_CODES).map(([code, { status, next }]) => ({ code, status, next }));
  expect(documented.map(({ code, status, next }) => ({ code, status, next }))).toEqual(known);
});

test('docs/errors.md says what every code means', () => {
  expect(documented.filter(({ meaning }) => meaning === '')).toEqual([]);
});

function readTable(page: string): DocumentedCode[] {
  const [, behind = ''] = page.split(`\n${HEADING}\n`);
  const [section = ''] = behind.split('\n## ');
  const [, , ...rows] = section.split('\n').filter((line) => line.startsWith('|'));
  return rows.map((row) => {
    const [, code = '', status = '', meaning = '', next = ''] = row
      .split(/(?<!\\)\|/)
      .map((cell) => plain(cell));
    return { code, status: Number(status), meaning, next };
  });
}

/** A cell as it is read: without padding, code marks and backslashes. */
function plain(cell: string): string {
  return cell
    .trim()
    .replace(/^`(.*)`$/, '$1')
    .replace(/\\([\\`*_<>|])/g, '$1');
}
