import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

import { beforeEach, expect, onTestFinished, test } from 'vitest';

const RUN = resolve(import.meta.dirname, '../../../run');

let root: string;
const write = (name: string, text: string) => {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), text);
  chmodSync(join(root, name), 0o755);
};
const checksum = (text: string) => spawnSync('cksum', { input: text, encoding: 'utf8' }).stdout;

/** A repository whose dependencies are installed, but for those of infra; its Node does nothing. */
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'regpipe-run-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  copyFileSync(RUN, join(root, 'run'));
  write('package-lock.json', '{}');
  write('node_modules/.installed-for', checksum('{}'));
  write('node_modules/node/bin/node', '#!/bin/sh\nexit 0\n');
  write('infra/package-lock.json', '{}');
  write('bin/npm', `#!/bin/sh\nmkdir node_modules\n`);
});

/** Whether the command installs what the AWS stacks are made with. */
function installs(line: string, environment: Readonly<Record<string, string>> = {}): boolean {
  const env = { PATH: `${root}/bin:/usr/bin:/bin`, ...environment };
  expect(spawnSync('bash', [join(root, 'run'), ...line.split(' ')], { env }).status).toBe(0);
  return existsSync(join(root, 'infra/node_modules/.installed-for'));
}

test.each(['tf-synth', 'tf-apply --auto', 'setup --alarm-email a@example.com', 'setup --alarm-email=a@b.c'])(
  '%s needs the stacks',
  (line) => {
    expect(installs(line)).toBe(true);
    expect(installs(line)).toBe(true);
  },
);

test.each([
  ...['setup', 'cleanup', 'up', 'demo --help', '--help', 'tf-plan --help', 'help tf-plan'],
  ...['completion bash', 'complete-values jobs', 'setup --alarm-email a@b.c --help'],
])('%s does not', (line) => {
  expect(installs(line)).toBe(false);
});

test('setup needs them where an address is known', () => {
  expect(installs('setup', { TF_VAR_alarm_email: '' })).toBe(false);
  expect(installs('setup', { TF_VAR_alarm_email: 'a@example.com' })).toBe(true);
});

test('setup remembers', () => {
  write('.env.local', "A=1\nTF_VAR_alarm_email='a@example.com'\n");
  expect(installs('setup')).toBe(true);
});

test('cleanup needs them where something is on AWS, unless it is to be left alone', () => {
  write('infra/state/monitoring.tfstate', '{"resources":[]}');
  expect(installs('cleanup')).toBe(false);
  write('infra/state/monitoring.tfstate', '{"resources":[{"mode": "managed"}]}');
  expect(installs('cleanup --auto --keep-aws')).toBe(false);
  expect(installs('cleanup --auto')).toBe(true);
});
