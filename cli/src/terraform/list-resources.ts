import { z } from 'zod';

import type { Cli } from '../cli.ts';
import { readIfThere } from '../read-if-there.ts';
import { initialise } from './initialise.ts';
import type { Infra } from './open-infra.ts';
import type { Stack } from './read-stacks.ts';
import { terraformFailed } from './terraform-failed.ts';

/** One of OpenTofu may be encrypted, and has none of this. */
const stateSchema = z.object({
  resources: z.array(z.object({ mode: z.string(), type: z.string(), instances: z.array(z.unknown()) })),
});

/** What terraform says where nothing was ever applied. */
const NO_STATE = 'No state file was found';

/**
 * What a stack has on AWS, as its state knows it: the type of each resource, such as `aws_iam_user`. Nothing of one that
 * was never applied, or is destroyed.
 *
 * @param again the command line that goes on where this fails
 * @throws CliError TERRAFORM_FAILED where the state is elsewhere and cannot be read
 */
export async function listResources(
  cli: Cli,
  infra: Infra,
  stack: Stack,
  again: string,
): Promise<readonly string[]> {
  const types = stack.stateFile === undefined ? undefined : await readStateFile(stack.stateFile);
  if (types !== undefined) return types;
  await initialise(cli, infra, stack, again);
  const answer = await infra.terraform.in(stack.directory).ask(['state', 'list']);
  if (answer.outcome === 'answered') return typesOf(answer.output);
  const said = answer.outcome === 'refused' ? answer.complaint : '';
  if (said.includes(NO_STATE)) return [];
  throw terraformFailed({ stack: stack.name, command: 'state list', said, again }, cli.messages);
}

/** The same, of a file of this machine; undefined where only terraform can read it. */
export async function readStateFile(file: string): Promise<readonly string[] | undefined> {
  const text = await readIfThere(file);
  if (text === undefined || text === '') return [];
  const { success, data } = stateSchema.safeParse(JSON.parse(text));
  if (!success) return undefined;
  return data.resources
    .filter(({ mode }) => mode === 'managed')
    .flatMap(({ type, instances }) => instances.map(() => type));
}

/** Of addresses, such as `module.a.aws_iam_user.b["c"]`, a line each. */
function typesOf(addresses: string): string[] {
  return addresses.split('\n').flatMap((address) => {
    const [, type = ''] = /^(?:module\.[^.]+\.)*([^.]+)\./.exec(address) ?? [];
    return type === '' || type === 'data' ? [] : [type];
  });
}
