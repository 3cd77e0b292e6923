import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { playInfra } from '../testing/played-infra.ts';
import { synthesise } from './synthesise.ts';

function play() {
  const { root, cli, settings } = playInfra();
  return {
    root,
    write: (environment: Readonly<Record<string, string>> = {}) =>
      synthesise(settings(environment), cli.messages),
  };
}

test('the stacks come behind what they need, with where they are and what they ask for', async () => {
  const { root, write } = play();
  const stacks = await write();
  expect(stacks.map(({ name }) => name)).toEqual(['monitoring', 'network', 'data', 'runtime', 'ingest']);
  expect(stacks[0]).toEqual({
    name: 'monitoring',
    directory: join(root, 'infra/cdktf.out/stacks/monitoring'),
    needs: [],
    stateFile: join(root, 'infra/state/monitoring.tfstate'),
    variables: ['alarm_email'],
    warnings: [],
  });
});

test('a state in a bucket is no file', async () => {
  const { write } = play();
  const [first] = await write({ TF_VAR_state_bucket: 'our-states' });
  expect(first?.stateFile).toBeUndefined();
});

test('a bad setting is told as it is', async () => {
  const { write } = play();
  await expect(write({ TF_VAR_project: 'Bad' })).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
    exitCode: 2,
    message: 'TF_VAR_project: must be small',
  });
});

test('whatever else goes wrong is told, too', async () => {
  const { root, write } = play();
  writeFileSync(join(root, 'infra/src/main.ts'), 'throw new TypeError("no such construct");');
  await expect(write()).rejects.toMatchObject({
    code: 'SYNTH_FAILED',
    message: expect.stringContaining('no such construct'),
  });
});

test('where its packages are not installed, it says how they come', async () => {
  const { root, write } = play();
  rmSync(join(root, 'infra/node_modules'), { recursive: true });
  await expect(write()).rejects.toMatchObject({
    code: 'INFRA_NOT_INSTALLED',
    next: expect.stringContaining('./run tf-synth'),
  });
});
