import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { beforeEach, expect, onTestFinished, test } from 'vitest';

import { envFileOptions, readEnvFiles } from './env-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'regpipe-env-files-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
});
const write = (name: string, text: string) => writeFileSync(join(folder, name), text);

test('.env.local counts more than .env', () => {
  expect(readEnvFiles(folder)).toEqual({});
  write('.env', 'REGPIPE_HTTP_PORT=8123\nREGPIPE_QUERY_PORT=8124\nREGPIPE_API_TOKEN=token\n');
  write('.env.local', 'REGPIPE_HTTP_PORT=8444\nCOMPOSE_PROFILES=aws\n');
  expect(readEnvFiles(folder)).toMatchObject({
    httpPort: 8444,
    queryPort: 8124,
    token: 'token',
    profiles: 'aws',
  });
});

test('Compose is told of both where there is a .env.local, and finds .env by itself where there is none', () => {
  write('.env', '');
  expect(envFileOptions(folder)).toEqual([]);
  write('.env.local', '');
  expect(envFileOptions(folder)).toEqual(['--env-file', '.env', '--env-file', '.env.local']);
  rmSync(join(folder, '.env'));
  expect(envFileOptions(folder)).toEqual(['--env-file', '.env.local']);
});
