import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { playInfra } from '../testing/played-infra.ts';
import { applyStacks } from './apply-stacks.ts';
import { destroyStacks } from './destroy-stacks.ts';
import { planStacks } from './plan-stacks.ts';
import { validateStacks } from './validate-stacks.ts';

const PATH = '/usr/local/bin:/usr/bin:/bin';
const hasTerraform = spawnSync('terraform', ['version'], { env: { PATH } }).status === 0;

/** What users would see goes to a file. */
const QUIET = `#!/bin/sh
case $1 in
plan | apply | destroy) exec terraform "$@" >>"\${0%/*}/seen" 2>&1 ;;
*) exec terraform "$@" ;;
esac
`;

test.skipIf(!hasTerraform)(
  'a real terraform takes every command, from a plan to the end of the last stack',
  async () => {
    const { root, open, cli } = playInfra();
    const program = join(root, 'quiet-terraform');
    writeFileSync(program, QUIET);
    chmodSync(program, 0o755);
    const infra = await open({
      PATH,
      REGPIPE_TERRAFORM: program,
      TF_VAR_alarm_email: 'ops@example.com',
    });
    const again = () => '';
    const names = infra.stacks.map(({ name }) => name);

    await validateStacks(cli, infra.terraform, infra.stacks);
    await planStacks(cli, infra, infra.stacks, { chosen: false });
    await applyStacks(cli, infra, infra.stacks, { auto: true, again });
    const state = join(root, 'infra/state');
    const states = readdirSync(state).filter((name) => name.endsWith('.tfstate'));
    expect(states.sort()).toEqual(names.map((name) => `${name}.tfstate`).sort());
    for (const name of states) expect(statSync(join(state, name)).mode & 0o777, name).toBe(0o600);

    await planStacks(cli, infra, infra.stacks, { chosen: true });
    expect(await destroyStacks(cli, infra, infra.stacks, { auto: true, intro: [], again })).toEqual(
      names.toReversed(),
    );
    expect(await destroyStacks(cli, infra, infra.stacks, { auto: true, intro: [], again })).toEqual([]);
    const seen = readFileSync(join(root, 'seen'), 'utf8');
    expect(seen.match(/^Destroy complete! Resources: 1 destroyed\.$/gm)).toHaveLength(names.length);
  },
);
