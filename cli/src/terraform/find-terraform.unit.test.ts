import { chmodSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { playInfra } from '../testing/played-infra.ts';
import { findTerraform } from './find-terraform.ts';

/** Without a program of the machine that the tests run on. */
function play() {
  const played = playInfra();
  const bin = join(played.root, 'bin');
  const find = (environment: Readonly<Record<string, string>> = {}) =>
    findTerraform(played.cli, played.settings({ PATH: bin, ...environment }));
  return { ...played, bin, find };
}

test('terraform is taken, else tofu', async () => {
  const { bin, find } = play();
  expect(await find()).toMatchObject({ name: 'terraform' });
  renameSync(join(bin, 'terraform'), join(bin, 'tofu'));
  expect(await find()).toMatchObject({ name: 'tofu' });
});

test('another one can be named, and is not replaced where it is missing', async () => {
  const { bin, find } = play();
  const mine = join(bin, 'terraform-1.12');
  await expect(find({ REGPIPE_TERRAFORM: mine })).rejects.toMatchObject({
    code: 'TERRAFORM_MISSING',
    message: `There is no program ${mine} (REGPIPE_TERRAFORM).`,
  });
  renameSync(join(bin, 'terraform'), mine);
  expect(await find({ REGPIPE_TERRAFORM: mine })).toMatchObject({ name: mine });
});

test('where there is none, and no Docker, it says how to get one', async () => {
  const { bin, find } = play();
  renameSync(join(bin, 'terraform'), join(bin, 'something'));
  await expect(find()).rejects.toMatchObject({
    code: 'TERRAFORM_MISSING',
    next: expect.stringContaining('opentofu.org'),
  });
});

test('where Docker answers, it runs in a container, whose image is fetched', async () => {
  const { root, bin, find, said } = play();
  renameSync(join(bin, 'terraform'), join(bin, 'something'));
  mkdirSync(bin, { recursive: true });
  writeFileSync(
    join(bin, 'docker'),
    `#!/bin/sh\necho "$*" >>'${root}/told'\ncase $1 in image) exit 1 ;; esac\n`,
  );
  chmodSync(join(bin, 'docker'), 0o755);
  expect(await find()).toMatchObject({ name: 'terraform (hashicorp/terraform:1.11)' });
  expect(said()).toContain('Fetching hashicorp/terraform:1.11');
});
