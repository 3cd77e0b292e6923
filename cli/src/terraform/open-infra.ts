import type { Cli } from '../cli.ts';
import type { InfraSettings } from '../settings.ts';
import { findTerraform } from './find-terraform.ts';
import type { Stack } from './read-stacks.ts';
import { makeStateFolder } from './state-folder.ts';
import { synthesise } from './synthesise.ts';
import type { Terraform } from './terraform.ts';

/** What plans, applies and destroys. */
export interface Infra {
  readonly settings: InfraSettings;
  readonly terraform: Terraform;
  /** All of them, in the order in which they are applied. */
  readonly stacks: readonly Stack[];
}

/** Finds a terraform and writes the configuration anew, so that it is that of the settings. @throws CliError */
export async function openInfra(cli: Cli, settings: InfraSettings): Promise<Infra> {
  const terraform = await findTerraform(cli, settings);
  const stacks = await synthesise(settings, cli.messages);
  await makeStateFolder(settings.root);
  return { settings, terraform, stacks };
}
