import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { CliError, EXIT } from '../cli-error.ts';
import type { Messages } from '../messages/index.ts';
import { programIn } from '../program.ts';
import type { InfraSettings } from '../settings.ts';
import { readStacks, type Stack } from './read-stacks.ts';

/** What infra/src/main.ts ends with when a setting cannot be used. */
const BAD_SETTINGS = 2;

/**
 * Writes the configuration of every stack, for the settings in the environment.
 *
 * @returns the stacks in the order in which they are applied
 * @throws CliError CONFIG_INVALID naming every bad setting, INFRA_NOT_INSTALLED or SYNTH_FAILED
 */
export async function synthesise(settings: InfraSettings, messages: Messages): Promise<readonly Stack[]> {
  const { root, environment } = settings;
  const words = messages.infra;
  const infra = join(root, 'infra');
  // The script `run` installs it for the commands that are for AWS.
  if (!existsSync(join(infra, 'node_modules', 'cdktf'))) {
    const next = words.notInstalledNext;
    throw new CliError({ code: 'INFRA_NOT_INSTALLED', message: words.notInstalled, next });
  }
  const answer = await programIn(process.execPath, { cwd: infra, environment }).ask(['src/main.ts']);
  if (answer.outcome === 'answered') return readStacks(root);
  const { complaint = '', code } = answer.outcome === 'refused' ? answer : {};
  if (code === BAD_SETTINGS) {
    throw new CliError({
      code: 'CONFIG_INVALID',
      message: /^Error: (.*)$/m.exec(complaint)?.[1] ?? complaint,
      next: messages.nextSteps.CONFIG_INVALID,
      exitCode: EXIT.usage,
    });
  }
  throw new CliError({
    code: 'SYNTH_FAILED',
    message: words.synthFailed(complaint),
    next: words.synthFailedNext,
  });
}
