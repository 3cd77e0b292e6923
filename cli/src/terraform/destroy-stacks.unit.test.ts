import { expect, test } from 'vitest';

import { playInfra } from '../testing/played-infra.ts';
import { applyStacks } from './apply-stacks.ts';
import { chooseStacks } from './choose-stacks.ts';
import { destroyStacks } from './destroy-stacks.ts';

const EMAIL = { TF_VAR_alarm_email: 'ops@example.com' };

async function playDestroy(...applied: string[]) {
  const played = playInfra();
  const infra = await played.open(EMAIL);
  const choose = (names: readonly string[]) => chooseStacks(infra.stacks, names, played.cli.messages);
  const again = (left: readonly string[]) => `again ${left.join(' ')}`;
  if (applied.length > 0) {
    await applyStacks(played.cli, infra, choose(applied), { auto: true, again });
  }
  const destroy = (names: readonly string[], auto = true) =>
    destroyStacks(played.cli, infra, choose(names), { auto, intro: ['This goes:'], again });
  const destroyed = () => played.terraform.told.filter((line) => line.includes(': destroy'));
  return { ...played, destroy, destroyed };
}

test('what is there goes, the last one first', async () => {
  const { destroy, destroyed } = await playDestroy('monitoring', 'network', 'data');
  expect(await destroy([])).toEqual(['data', 'network', 'monitoring']);
  const line = 'destroy -input=false -no-color -auto-approve';
  expect(destroyed()).toEqual([`data: ${line}`, `network: ${line}`, `monitoring: ${line}`]);
  expect(await destroy([])).toEqual([]);
});

test('nothing goes that another stack needs', async () => {
  const { destroy, destroyed } = await playDestroy('monitoring', 'network', 'data', 'runtime');
  await expect(destroy(['network', 'data'])).rejects.toMatchObject({
    code: 'STACKS_REMAIN',
    message: 'runtime cannot be there without data, network.',
    next: 'Destroy first: ./run tf-destroy runtime',
  });
  expect(destroyed()).toEqual([]);
});

test('without a yes nothing goes, and all of it is listed', async () => {
  const { destroy, destroyed } = await playDestroy('monitoring', 'network');
  await expect(destroy([], false)).rejects.toMatchObject({
    code: 'CONFIRMATION_NEEDED',
    message: expect.stringContaining(
      'This goes:\n  network: 1 resource\n    1 × aws_iam_user\n  monitoring: 1 resource\n    1 × aws_iam_user',
    ),
  });
  expect(destroyed()).toEqual([]);
});

test('one that fails is named, with those that have gone', async () => {
  const { destroy, terraform } = await playDestroy('monitoring', 'network', 'data');
  terraform.fails('destroy', 'network');
  await expect(destroy([])).rejects.toMatchObject({
    message: 'terraform destroy of network ended with 1.\nDone before: data.',
    next: expect.stringContaining('again network monitoring'),
  });
});
