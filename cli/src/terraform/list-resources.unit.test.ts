import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { playInfra } from '../testing/played-infra.ts';
import { playProgram, says } from '../testing/played-program.ts';
import { listResources } from './list-resources.ts';
import type { ProgramAnswer } from '../program.ts';

async function list(environment: Readonly<Record<string, string>>, answer: ProgramAnswer = says()) {
  const { open, cli, root } = playInfra();
  const infra = await open(environment);
  const program = playProgram({ init: says(), 'state list': answer });
  const [stack] = infra.stacks;
  if (stack === undefined) throw new TypeError('no stack');
  mkdirSync(join(root, 'infra/state'), { recursive: true });
  const resources = (text: string) => {
    if (stack.stateFile !== undefined) writeFileSync(stack.stateFile, text);
    const played = { ...infra, terraform: { name: 'terraform', in: () => program } };
    return listResources(cli, played, stack, './run tf-plan');
  };
  return { resources, program };
}

test('a file has one entry for each instance, and what was only looked up is none', async () => {
  const { resources, program } = await list({});
  const state = {
    resources: [
      { mode: 'managed', type: 'aws_subnet', instances: [{}, {}] },
      { mode: 'data', type: 'aws_region', instances: [{}] },
    ],
  };
  expect(await resources(JSON.stringify(state))).toEqual(['aws_subnet', 'aws_subnet']);
  expect(await resources('')).toEqual([]);
  expect(program.told).toEqual([]);
});

test('a file that is encrypted is read by the program that can', async () => {
  const { resources, program } = await list({}, says('aws_iam_user.agent'));
  expect(await resources('{"encrypted_data":"…"}')).toEqual(['aws_iam_user']);
  expect(program.told).toEqual(['init -input=false -no-color', 'state list']);
});

const BUCKET = { TF_VAR_state_bucket: 'our-states' };

test('a state elsewhere is asked for', async () => {
  const addresses = 'data.aws_region.here\naws_subnet.a["x.y"]\nmodule.m.aws_eip.b[0]';
  const { resources } = await list(BUCKET, says(addresses));
  expect(await resources('')).toEqual(['aws_subnet', 'aws_eip']);
});

test('where there is none yet, there is nothing', async () => {
  const { resources } = await list(BUCKET, { outcome: 'refused', complaint: 'No state file was found!' });
  expect(await resources('')).toEqual([]);
});

test('one that cannot be read is not taken for an empty one', async () => {
  const { resources } = await list(BUCKET, { outcome: 'refused', complaint: 'Error: no credentials' });
  await expect(resources('')).rejects.toMatchObject({ code: 'TERRAFORM_FAILED' });
});
