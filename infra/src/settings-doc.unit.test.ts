import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { settingsSchema } from './settings.ts';
import { synthesiseAll, VARIANTS } from './testing/all-stacks.ts';

type Value = string | number | boolean | readonly string[] | undefined;

const page = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

test('infra/README.md has every setting once, with its default', () => {
  const defaults = settingsSchema.parse({}) as Readonly<Record<string, Value>>;
  const known = Object.keys(settingsSchema.shape).map((name) => [name, shown(defaults[name])]);
  const rows = readTable('### Of the configuration');
  expect(rows.map(([name, byDefault]) => [name, byDefault])).toEqual(known);
  expect(rows.filter(([, , meaning]) => meaning === '')).toEqual([]);
});

test('infra/README.md has every variable of terraform, its stack, and whether it is ephemeral', () => {
  const declared = new Set(
    Object.values(VARIANTS).flatMap((given) =>
      synthesiseAll(given).flatMap(({ name: stack, variables }) =>
        Object.entries(variables).map(([name, { ephemeral }]) =>
          [name, stack, ephemeral === true ? 'yes' : 'no'].join(' '),
        ),
      ),
    ),
  );
  const rows = readTable('### Of terraform');
  expect(rows.map((cells) => cells.slice(0, 3).join(' ')).sort()).toEqual([...declared].sort());
});

/** A default as the table has it. */
function shown(value: Value): string {
  const text = String(value ?? '');
  return text === '' ? 'none' : text;
}

/** The cells of the table under a heading as they are read, without padding and code marks. */
function readTable(heading: string): string[][] {
  const [, behind = ''] = page.split(`\n${heading}\n`);
  const [section = ''] = behind.split(/\n#+ /);
  const [, , ...rows] = section.split('\n').filter((line) => line.startsWith('|'));
  return rows.map((row) => {
    const [, ...cells] = row.split('|').map((cell) => cell.trim().replaceAll('`', ''));
    return cells.slice(0, -1);
  });
}
