import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { programIn } from '../program.ts';
import type { Environment } from '../settings.ts';
import { pluginFolder } from './state-folder.ts';
import { PRIVATELY, type Terraform } from './terraform.ts';

export const TERRAFORM_IMAGE = 'hashicorp/terraform:1.11';

/** What of the environment a terraform in a container is given. */
const PASSED_ON = /^(TF_(?!PLUGIN_CACHE_DIR$|CLI_CONFIG_FILE$)|AWS_|CHECKPOINT_|(https?|no)_proxy$)/i;
/** Of a user who has no entry in the image. */
const HOME = '/tmp/home';

export interface ContainerOptions {
  /** Of the repository. */
  readonly root: string;
  readonly environment: Environment;
  /** The user, and the group, that the files are to belong to; undefined where the system has no such numbers. */
  readonly owner: { readonly user: number; readonly group: number } | undefined;
  /** Whether a person can answer. */
  readonly interactive: boolean;
}

/**
 * The terraform of HashiCorp's image. It sees the folder infra, at the same path as here, so that it and a terraform that
 * is installed later can take turns; and the profiles in ~/.aws, to read. Values of variables never stand on the command
 * line, where everybody on the machine could read them.
 */
export function terraformInContainer(options: ContainerOptions): Terraform {
  const { root, environment, owner, interactive } = options;
  const infra = join(root, 'infra');
  const profiles = join(environment['HOME'] ?? '/', '.aws');
  const names = Object.keys(environment).filter((name) => PASSED_ON.test(name));
  const common = [
    ...(owner === undefined ? [] : ['--user', `${owner.user}:${owner.group}`]),
    ...['--volume', `${infra}:${infra}`],
    ...(existsSync(profiles) ? ['--volume', `${profiles}:${HOME}/.aws:ro`] : []),
    ...['--env', `HOME=${HOME}`, '--env', `TF_PLUGIN_CACHE_DIR=${pluginFolder(root)}`],
    ...names.flatMap((name) => ['--env', name]),
  ];
  const line = (directory: string, streams: readonly string[], args: readonly string[]) => [
    ...['run', '--rm', ...streams, ...common, '--workdir', directory],
    ...['--entrypoint', '/bin/sh', TERRAFORM_IMAGE, '-c', PRIVATELY, '/bin/sh', 'terraform', ...args],
  ];
  return {
    name: `terraform (${TERRAFORM_IMAGE})`,
    in(directory) {
      const docker = programIn('docker', { cwd: directory, environment });
      return {
        run: (args) => docker.run(line(directory, interactive ? ['--interactive', '--tty'] : [], args)),
        ask: (args) => docker.ask(line(directory, [], args)),
      };
    },
  };
}
