import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

const code = globSync('{packages,services}/*/src/**/*.ts', { cwd: ROOT })
  .filter((path) => !path.endsWith('.test.ts'))
  .map(read)
  .join('\n');
const rows = read('docs/logs.md').matchAll(/^\| `([a-z]+_[a-z_]+)` +\| (?:INFO|WARN|ERROR|FATAL)/gm);

test.each([...rows].map(([, event = '']) => event))('the event %s of docs/logs.md is written', (event) => {
  expect(code).toContain(`'${event}'`);
});

test('the setting of each way stands in docs/logs.md', () => {
  const settings = read('packages/runtime/src/log-paths-config.ts').match(/REGPIPE_\w+/g) ?? [];
  expect(settings.filter((setting) => !read('docs/logs.md').includes(`\`${setting}`))).toEqual([]);
});
