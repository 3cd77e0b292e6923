import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { REACH } from './reach.ts';

const HEADING = '## Who reaches whom';
const page = readFileSync(new URL('../../../../docs/aws-network.md', import.meta.url), 'utf8');

test('docs/aws-network.md has the table of who reaches whom', () => {
  const rows = new Map<string, { from: string[]; rest: readonly string[] }>();
  for (const { from, to, port, securePort, why } of REACH) {
    const ports = securePort === undefined ? `${port}` : `${port}, with a certificate ${securePort}`;
    const rest = [to, ports, why];
    const row = rows.get(rest.join('|')) ?? { from: [], rest };
    rows.set(rest.join('|'), { ...row, from: [...row.from, from] });
  }
  expect(readTable()).toEqual([...rows.values()].map(({ from, rest }) => [from.join(', '), ...rest]));
});

/** The cells as they are read, without padding and code marks. */
function readTable(): string[][] {
  const [, behind = ''] = page.split(`\n${HEADING}\n`);
  const [section = ''] = behind.split('\n## ');
  const [, , ...rows] = section.split('\n').filter((line) => line.startsWith('|'));
  return rows.map((row) => {
    const [, ...cells] = row.split('|').map((cell) => cell.trim().replaceAll('`', ''));
    return cells.slice(0, -1);
  });
}
