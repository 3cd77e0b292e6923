import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { messagesFor } from '../messages/index.ts';
import { readContainerSettings } from '../settings.ts';
import { makePasswords } from './make-passwords.ts';

const messages = messagesFor('en');
const REPOSITORY = resolve(import.meta.dirname, '../../..');

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'regpipe-env-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

test('passwords are made once, for their owner only; what stands there stays', async () => {
  cpSync(join(REPOSITORY, 'ops/containers'), join(directory, 'ops/containers'), { recursive: true });
  const file = join(directory, '.env');
  writeFileSync(file, 'REGPIPE_HTTP_PORT=8123\nPOSTGRES_PASSWORD=mine\n', { mode: 0o600 });
  expect(readContainerSettings({}, directory).hasPasswords).toBe(false);
  await makePasswords(directory, messages);
  const made = readFileSync(file, 'utf8');
  expect(made).toContain('POSTGRES_PASSWORD=mine\n');
  expect(made).toMatch(/^REGPIPE_API_TOKEN=p[0-9a-f]{48}$/m);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  await makePasswords(directory, messages);
  expect(readFileSync(file, 'utf8')).toBe(made);
  expect(readContainerSettings({}, directory)).toMatchObject({ hasPasswords: true, httpPort: 8123 });
});

test('where they cannot be made, it says why', async () => {
  await expect(makePasswords(directory, messages)).rejects.toMatchObject({ code: 'PASSWORDS_FAILED' });
});
