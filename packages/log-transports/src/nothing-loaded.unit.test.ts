import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { expect, test } from 'vitest';

const INDEX = fileURLToPath(new URL('./index.ts', import.meta.url));

test('where no path is configured, neither the AWS SDK nor pino-roll is loaded', async () => {
  const program = `
    const { openLogPaths } = await import(${JSON.stringify(INDEX)});
    openLogPaths({ service: 'test' });
    const { default: modules } = await import('node:module');
    console.log(Object.keys(modules._cache).join('\\n'));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program]);
  expect(stdout).toMatch(/[/\\]pino[/\\]/);
  expect(stdout).not.toMatch(/@aws-sdk|@smithy|pino-roll|pino-abstract-transport/);
});
