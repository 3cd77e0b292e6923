import { rm } from 'node:fs/promises';

import type { Cli } from '../cli.ts';
import type { InfraSettings } from '../settings.ts';
import { chooseStacks } from '../terraform/choose-stacks.ts';
import { destroyStacks } from '../terraform/destroy-stacks.ts';
import { readStateFile } from '../terraform/list-resources.ts';
import { openInfra } from '../terraform/open-infra.ts';
import { stateFolder } from '../terraform/state-folder.ts';
import { removeAgentCredentials } from './agent-credentials.ts';
import { hasLocalEnv, removeLocalEnv } from './local-env.ts';
import { localFile } from './local-files.ts';

/** Whether there is anything on AWS that `./run setup`, or `./run tf-apply monitoring`, has made from this clone. */
export async function isConnected({ root, environment }: InfraSettings): Promise<boolean> {
  const resources = await readStateFile(`${stateFolder(root)}/monitoring.tfstate`);
  if (resources === undefined || resources.length > 0) return true;
  return environment['TF_VAR_state_bucket'] !== undefined && (await hasLocalEnv(root));
}

/**
 * Destroys the monitoring stack after a yes, then removes what connectAws has written.
 *
 * @throws CliError
 */
export async function disconnectAws(
  cli: Cli,
  settings: InfraSettings,
  { auto }: { readonly auto: boolean },
): Promise<void> {
  const { messages, output } = cli;
  const infra = await openInfra(cli, settings);
  const stacks = chooseStacks(infra.stacks, ['monitoring'], messages);
  await destroyStacks(cli, infra, stacks, {
    auto,
    intro: messages.aws.willRemove,
    again: () => './run cleanup',
  });
  await removeLocalFiles(settings.root);
  output.line(messages.aws.removed);
}

/** Keys that open nothing any more, and where they were for. */
export async function removeLocalFiles(root: string): Promise<void> {
  await removeAgentCredentials(root);
  await rm(localFile(root, 'agent'), { force: true });
  await removeLocalEnv(root);
}
