import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { beforeEach, expect, test, vi } from 'vitest';

import { messagesFor } from '../messages/index.ts';
import { withRegistryLogin } from './with-registry-login.ts';

const HOST = '123456789012.dkr.ecr.ap-northeast-1.amazonaws.com';
const messages = messagesFor('en');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'regpipe-login-'));
  vi.stubEnv('PATH', `${folder}:/usr/bin:/bin`);
  return () => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  };
});

function playDocker(script: string): void {
  writeFileSync(join(folder, 'docker'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'docker'), 0o755);
}

const access = () => ({ host: HOST, user: 'AWS', password: 'secret', dockerConfig: folder });

test('Docker is logged in beside the own configuration, in the same context, and nothing is left', async () => {
  playDocker(`cat >"$2/token"`);
  mkdirSync(join(folder, 'contexts/meta'), { recursive: true });
  const auths = { 'docker.io': { auth: 'mine' } };
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ currentContext: 'colima', auths }));
  const config = await withRegistryLogin(access(), messages, async ([, own = '']) => {
    expect(readFileSync(join(own, 'token'), 'utf8')).toBe('secret');
    expect(JSON.parse(readFileSync(join(own, 'config.json'), 'utf8'))).toEqual({
      ...{ auths: { [HOST]: {} }, currentContext: 'colima' },
    });
    expect(existsSync(join(own, 'contexts/meta'))).toBe(true);
    return own;
  });
  expect(existsSync(config)).toBe(false);
  expect(existsSync(join(folder, 'contexts/meta'))).toBe(true);
});

test('a registry that does not let in is told in the words of Docker', async () => {
  playDocker(`echo 'Error response from daemon: unauthorized' >&2; exit 1`);
  await expect(withRegistryLogin(access(), messages, () => Promise.resolve())).rejects.toMatchObject({
    code: 'REGISTRY_LOGIN_FAILED',
    message: `Docker was not let into ${HOST}: Error response from daemon: unauthorized`,
  });
});
