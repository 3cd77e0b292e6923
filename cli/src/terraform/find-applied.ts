import type { Cli } from '../cli.ts';
import { listResources } from './list-resources.ts';
import type { Infra } from './open-infra.ts';
import type { Stack } from './read-stacks.ts';

/** Those of the stacks that have something on AWS. @throws CliError TERRAFORM_FAILED */
export async function findApplied(
  cli: Cli,
  infra: Infra,
  stacks: Iterable<Stack>,
  again: string,
): Promise<ReadonlySet<Stack>> {
  const applied = new Set<Stack>();
  for (const stack of new Set(stacks)) {
    if ((await listResources(cli, infra, stack, again)).length > 0) applied.add(stack);
  }
  return applied;
}
