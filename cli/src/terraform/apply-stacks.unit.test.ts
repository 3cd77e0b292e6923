import { statSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { playInfra } from '../testing/played-infra.ts';
import { applyStacks } from './apply-stacks.ts';
import { chooseStacks } from './choose-stacks.ts';

const EMAIL = { TF_VAR_alarm_email: 'ops@example.com' };
const ORDER = ['monitoring', 'network', 'data', 'runtime', 'ingest'];

function playApply() {
  const played = playInfra();
  const apply = async (names: readonly string[], auto = true, environment = EMAIL) => {
    const infra = await played.open(environment);
    const stacks = chooseStacks(infra.stacks, names, played.cli.messages);
    await applyStacks(played.cli, infra, stacks, { auto, again: (left) => `again ${left.join(' ')}` });
  };
  return { ...played, apply };
}

test('every stack is applied behind those that it needs', async () => {
  const { apply, terraform, said } = playApply();
  await apply([]);
  expect(terraform.told).toEqual(
    ORDER.flatMap((name) => [
      `${name}: init -input=false -no-color`,
      `${name}: apply -input=false -no-color -auto-approve`,
    ]),
  );
  expect(said()).toContain(`Applied: ${ORDER.join(', ')}.`);
});

test('chosen ones are applied in that order, too, and need what they build on to be there', async () => {
  const { apply, terraform } = playApply();
  await expect(apply(['runtime', 'data'])).rejects.toMatchObject({
    code: 'STACKS_MISSING',
    message: 'data needs what is not there yet: network.',
    next: 'Apply first: ./run tf-apply network',
  });
  expect(terraform.told).toEqual([]);
  await apply(['monitoring', 'network']);
  await apply(['runtime', 'data']);
  const applied = terraform.told.filter((line) => line.includes(': apply')).map((line) => line.split(':')[0]);
  expect(applied).toEqual(['monitoring', 'network', 'data', 'runtime']);
});

test('one that fails is named, with those that were done and those that are left', async () => {
  const { apply, terraform } = playApply();
  terraform.fails('apply', 'data');
  await expect(apply([])).rejects.toMatchObject({
    code: 'TERRAFORM_FAILED',
    exitCode: 1,
    message: 'terraform apply of data ended with 1.\nDone before: monitoring, network.',
    next: expect.stringContaining('again data runtime ingest'),
  });
  expect(terraform.told.at(-1)).toMatch(/^data: apply/);
});

test('what terraform says unseen is told', async () => {
  const { apply, terraform } = playApply();
  terraform.fails('init', 'monitoring');
  await expect(apply([])).rejects.toThrow('terraform init of monitoring failed:\nError: as played');
});

test('without a terminal nothing is applied unless --auto says so', async () => {
  const { apply, terraform } = playApply();
  await expect(apply([], false)).rejects.toMatchObject({ code: 'CONFIRMATION_NEEDED', exitCode: 2 });
  expect(terraform.told).toEqual([]);
});

test('without a terminal the variables that terraform would ask for are named', async () => {
  const { apply, terraform } = playApply();
  await expect(apply([], true, {} as typeof EMAIL)).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
    exitCode: 2,
    message: 'These variables have no value: TF_VAR_alarm_email.',
  });
  expect(terraform.told).toEqual([]);
});

test('a stack that there is not is named with those that there are', async () => {
  const { apply } = playApply();
  await expect(apply(['frontend'])).rejects.toThrow(
    `There is no stack frontend. There are: ${ORDER.join(', ')}.`,
  );
});

test('states are for their owner only, and the provider is shared', async () => {
  const { apply, root, terraform } = playApply();
  await apply(['monitoring']);
  const mode = (path: string) => (statSync(join(root, 'infra', path)).mode & 0o777).toString(8);
  expect([mode('state'), mode('state/monitoring.tfstate')]).toEqual(['700', '600']);
  expect(terraform.environment).toMatchObject({
    ...EMAIL,
    TF_PLUGIN_CACHE_DIR: join(root, 'infra/state/plugins'),
    TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: 'true',
  });
});

test('a folder for providers that somebody has named stays', async () => {
  const { apply, terraform } = playApply();
  await apply(['monitoring'], true, { ...EMAIL, TF_PLUGIN_CACHE_DIR: '/tmp/mine' } as typeof EMAIL);
  expect(terraform.environment).toMatchObject({ TF_PLUGIN_CACHE_DIR: '/tmp/mine' });
  expect(terraform.environment).not.toHaveProperty('TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE');
});

test('no value of a variable stands on a command line', async () => {
  const { apply, terraform } = playApply();
  await apply([]);
  expect(terraform.told.join('\n')).not.toContain('ops@example.com');
});
