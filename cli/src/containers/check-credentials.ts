import { stat } from 'node:fs/promises';

import { CliError } from '../cli-error.ts';
import type { Messages } from '../messages/index.ts';

const OTHERS = 0o077;

/**
 * Whether the CloudWatch agent will find its keys, and nobody else on this machine.
 *
 * @param file undefined where the agent is not started
 * @throws CliError CREDENTIALS_MISSING or CREDENTIALS_OPEN
 */
export async function checkCredentials(file: string | undefined, messages: Messages): Promise<void> {
  if (file === undefined) return;
  const words = messages.containers;
  const found = await stat(file).catch(() => undefined);
  if (found?.isFile() !== true) {
    const message = words.credentialsMissing(file);
    throw new CliError({ code: 'CREDENTIALS_MISSING', message, next: words.credentialsMissingNext });
  }
  if ((found.mode & OTHERS) !== 0) {
    const message = words.credentialsOpen(file);
    throw new CliError({ code: 'CREDENTIALS_OPEN', message, next: words.credentialsOpenNext(file) });
  }
}
