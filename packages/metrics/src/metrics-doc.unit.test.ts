import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import type { MetricDefinition } from './definition.ts';
import { PROCESS_METRICS } from './process-metrics.ts';
import { SYSTEM_METRICS } from './system-metrics.ts';

const PAGE = readFileSync(new URL('../../../docs/metrics.md', import.meta.url), 'utf8');

/** The rows of the table below a heading: `| name | type | labels | … |`, plain text. */
function readTable(heading: string): string[][] {
  const [, behind = ''] = PAGE.split(`\n### ${heading}\n`);
  const [section = ''] = behind.split(/\n##/);
  const [, , ...rows] = section.split('\n').filter((line) => line.startsWith('|'));
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '')),
  );
}

function describe([name, { type, labels, help }]: [string, MetricDefinition]): string[] {
  return [name, type, labels.join(', '), help];
}

test('docs/metrics.md has every metric of the system, as it is defined', () => {
  const defined = Object.entries<MetricDefinition>(SYSTEM_METRICS).map(describe);
  expect(readTable('Of the system')).toEqual(defined);
});

test('docs/metrics.md has every metric of a process, as it is defined, and who has it', () => {
  const defined = Object.entries<MetricDefinition>(PROCESS_METRICS).map(([name, definition]) => {
    const [, type = '', labels = '', help = ''] = describe([name, definition]);
    return [name, type, labels, definition.from.join(', '), help];
  });
  expect(readTable('Of each process')).toEqual(defined);
});
