import { programIn } from '../program.ts';
import type { Environment } from '../settings.ts';
import { PRIVATELY, type Terraform } from './terraform.ts';

const SHELL = '/bin/sh';

/** A terraform that is installed here. */
export function terraformOnPath(command: string, environment: Environment): Terraform {
  const before = ['-c', PRIVATELY, SHELL, command];
  return {
    name: command,
    in(directory) {
      const shell = programIn(SHELL, { cwd: directory, environment });
      return {
        run: (args) => shell.run([...before, ...args]),
        ask: (args) => shell.ask([...before, ...args]),
      };
    },
  };
}
