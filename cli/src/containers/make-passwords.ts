import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { errorMessage } from '@regpipe/contracts';

import { CliError } from '../cli-error.ts';
import type { Messages } from '../messages/index.ts';

const run = promisify(execFile);

/** Makes `.env`, or adds to it what a new version needs; what stands there is kept. @throws CliError PASSWORDS_FAILED */
export async function makePasswords(directory: string, messages: Messages): Promise<void> {
  try {
    await run('sh', ['ops/containers/make-env.sh'], { cwd: directory });
  } catch (cause) {
    throw new CliError({
      code: 'PASSWORDS_FAILED',
      message: messages.containers.passwordsFailed(errorMessage(cause).trim()),
      next: messages.containers.passwordsFailedNext,
      cause,
    });
  }
}
