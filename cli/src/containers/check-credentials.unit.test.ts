import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { messagesFor } from '../messages/index.ts';
import { readContainerSettings } from '../settings.ts';
import { checkCredentials } from './check-credentials.ts';

const messages = messagesFor('en');
const AWS = { COMPOSE_PROFILES: 'by-hand,aws' };

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'regpipe-keys-'));
  file = join(directory, '.aws-credentials');
});
afterEach(() => rmSync(directory, { recursive: true }));

const check = (environment = AWS) =>
  checkCredentials(readContainerSettings(environment, directory).awsCredentials, messages);

test('without the profile aws nobody looks for keys', async () => {
  await expect(check({ COMPOSE_PROFILES: '' })).resolves.toBeUndefined();
});

test('keys that only their owner may read are good', async () => {
  writeFileSync(file, '[default]\n', { mode: 0o600 });
  await expect(check()).resolves.toBeUndefined();
});

test('keys that others may read are not', async () => {
  writeFileSync(file, '[default]\n');
  chmodSync(file, 0o640);
  await expect(check()).rejects.toMatchObject({
    code: 'CREDENTIALS_OPEN',
    next: expect.stringContaining(`chmod 600 ${file}`),
  });
});

test('missing ones, and a folder in their place, are told before anything is started', async () => {
  await expect(check()).rejects.toMatchObject({ code: 'CREDENTIALS_MISSING' });
  mkdirSync(file);
  await expect(check()).rejects.toMatchObject({ code: 'CREDENTIALS_MISSING' });
});

test('profile and file may stand in .env', async () => {
  const keys = join(directory, 'keys');
  writeFileSync(join(directory, '.env'), `COMPOSE_PROFILES=aws\nREGPIPE_AWS_CREDENTIALS=./keys\n`);
  writeFileSync(keys, '[default]\n', { mode: 0o644 });
  await expect(
    checkCredentials(readContainerSettings({}, directory).awsCredentials, messages),
  ).rejects.toThrow(keys);
});
