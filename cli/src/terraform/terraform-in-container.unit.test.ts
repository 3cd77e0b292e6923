import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import { terraformInContainer } from './terraform-in-container.ts';

const SECRETS = { TF_VAR_alarm_email: 'ops@example.com', AWS_SECRET_ACCESS_KEY: 'a-key' };

/** A `docker` that writes its command line down, an argument a line, and what it was given under a name. */
function playDocker() {
  const root = mkdtempSync(join(tmpdir(), 'regpipe-docker-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const program = join(root, 'docker');
  writeFileSync(
    program,
    `#!/bin/sh\nprintf '%s\\n' "$@" >'${root}/told'\nprintf %s "$TF_VAR_alarm_email" >'${root}/given'\n`,
  );
  chmodSync(program, 0o755);
  return { root, read: (name: string) => readFileSync(join(root, name), 'utf8').trimEnd().split('\n') };
}

const owner = { user: 1000, group: 1001 };

test('it sees the folder infra as we do, works there as the user, and keeps what it writes to itself', async () => {
  const { root, read } = playDocker();
  const environment = { ...SECRETS, PATH: `${root}:/usr/bin:/bin`, HOME: root };
  const terraform = terraformInContainer({ root, environment, owner, interactive: false });
  await terraform.in(root).ask(['output', '-json']);
  const line = read('told').join(' ');
  expect(line).toMatch(/^run --rm --user 1000:1001 /);
  expect(line).toContain(`--volume ${root}/infra:${root}/infra `);
  expect(line).toContain(`--workdir ${root} `);
  expect(line).toMatch(
    /hashicorp\/terraform:1\.11 -c umask 077 && exec "\$@" \/bin\/sh terraform output -json$/,
  );
});

test('variables are given by name: no value stands on the command line', async () => {
  const { root, read } = playDocker();
  const environment = {
    ...SECRETS,
    PATH: `${root}:/usr/bin:/bin`,
    HOME: root,
    REGPIPE_API_TOKEN: 'not-for-it',
    TF_CLI_CONFIG_FILE: '/not/there',
  };
  const terraform = terraformInContainer({ root, environment, owner, interactive: false });
  expect(await terraform.in(root).run(['apply'])).toBe(0);
  const told = read('told');
  const names = told.filter((_word, index) => told[index - 1] === '--env');
  expect(names).toEqual([
    'HOME=/tmp/home',
    `TF_PLUGIN_CACHE_DIR=${root}/infra/state/plugins`,
    'TF_VAR_alarm_email',
    'AWS_SECRET_ACCESS_KEY',
  ]);
  for (const secret of Object.values(SECRETS)) expect(told.join(' ')).not.toContain(secret);
  expect(read('given')).toEqual(['ops@example.com']);
});

test('on a terminal a person can answer it; profiles of AWS are there to read', async () => {
  const { root, read } = playDocker();
  mkdirSync(join(root, '.aws'));
  const environment = { PATH: `${root}:/usr/bin:/bin`, HOME: root };
  const terraform = terraformInContainer({ root, environment, owner: undefined, interactive: true });
  await terraform.in(root).run(['apply']);
  expect(read('told').slice(0, 4)).toEqual(['run', '--rm', '--interactive', '--tty']);
  expect(read('told')).toContain(`${root}/.aws:/tmp/home/.aws:ro`);
});
