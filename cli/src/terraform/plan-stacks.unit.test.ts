import { expect, test } from 'vitest';

import { playInfra } from '../testing/played-infra.ts';
import { applyStacks } from './apply-stacks.ts';
import { chooseStacks } from './choose-stacks.ts';
import { planStacks } from './plan-stacks.ts';

const EMAIL = { TF_VAR_alarm_email: 'ops@example.com' };

function playPlan() {
  const played = playInfra();
  const open = async (names: readonly string[]) => {
    const infra = await played.open(EMAIL);
    return { infra, stacks: chooseStacks(infra.stacks, names, played.cli.messages) };
  };
  const plan = async (...names: string[]) => {
    const { infra, stacks } = await open(names);
    await planStacks(played.cli, infra, stacks, { chosen: names.length > 0 });
  };
  const apply = async (...names: string[]) => {
    const { infra, stacks } = await open(names);
    await applyStacks(played.cli, infra, stacks, { auto: true, again: () => '' });
  };
  const planned = () => played.terraform.told.filter((line) => line.includes(': plan'));
  return { ...played, plan, apply, planned };
}

test('before anything is applied, the stacks that need others wait, and say for which', async () => {
  const { plan, planned, said } = playPlan();
  await plan();
  expect(planned()).toEqual([
    'monitoring: plan -input=false -no-color',
    'network: plan -input=false -no-color',
  ]);
  const text = said();
  expect(text).toContain('data: cannot be planned before network is there (./run tf-apply network).');
  expect(text).toContain(
    'runtime: cannot be planned before monitoring, network, data are there (./run tf-apply monitoring network data).',
  );
});

test('one that was asked for by name, and has to wait, is an error', async () => {
  const { plan, planned } = playPlan();
  await expect(plan('network', 'data')).rejects.toMatchObject({ code: 'STACKS_MISSING' });
  expect(planned()).toEqual([]);
});

test('everything else is there: a stack is planned by itself', async () => {
  const { plan, apply, planned } = playPlan();
  await apply('network', 'data', 'monitoring');
  await plan('runtime');
  expect(planned()).toEqual(['runtime: plan -input=false -no-color']);
});
