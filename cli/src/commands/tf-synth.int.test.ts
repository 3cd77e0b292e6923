import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';

import { expect, test } from 'vitest';

import { messagesFor } from '../messages/index.ts';
import { runCli } from '../testing/run-cli.ts';
import { stacksArgument } from './stacks-argument.ts';

const PATH = '/usr/local/bin:/usr/bin:/bin';
const OUT = resolve(import.meta.dirname, '../../../infra/cdktf.out');
const hasTerraform = spawnSync('terraform', ['version'], { env: { PATH } }).status === 0;

test('tf-synth writes the stacks, which completion knows, too', async () => {
  const { code, stdout } = await runCli(['tf-synth'], { PATH }).ended;
  expect(code).toBe(0);
  const written = [...stdout.matchAll(/^ {2}(\S+) +infra\/cdktf\.out\/stacks\/(\S+)\/cdk\.tf\.json$/gm)];
  const names = written.map(([, name]) => name);
  expect(names).toContain('monitoring');
  expect(readdirSync(resolve(OUT, 'stacks'))).toEqual(expect.arrayContaining(names));
  expect(stacksArgument(messagesFor('en')).argChoices).toEqual(expect.arrayContaining(names));
});

test('what the settings leave out is said', async () => {
  const without = await runCli(['tf-synth'], { PATH }).ended;
  expect(without.stdout).toContain('Warning: TF_VAR_source_cidrs names no network');
  const given = await runCli(['tf-synth'], { PATH, TF_VAR_source_cidrs: '203.0.113.0/24' }).ended;
  expect(given.stdout).not.toContain('Warning');
});

test('bad settings are told as they are', async () => {
  const { code, stderr } = await runCli(['tf-synth'], { PATH, TF_VAR_region: 'Tokyo' }).ended;
  expect(code).toBe(2);
  expect(stderr).toMatch(/TF_VAR_region: must be a region/);
});

test.skipIf(!hasTerraform)('tf-validate says what is valid, or that the provider cannot be had', async () => {
  const { code, stdout, stderr } = await runCli(['tf-validate', 'monitoring'], { PATH }).ended;
  if (code === 0) expect(stdout).toContain('monitoring: valid');
  else {
    expect(stderr).toContain('(PROVIDER_UNREACHABLE)');
    expect(stdout).toContain('monitoring: well-formed; not compared with the provider');
    expect(code).toBe(3);
  }
});
