import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { errorMessage } from '@regpipe/contracts';

import { CliError } from '../cli-error.ts';
import type { Messages } from '../messages/index.ts';

/** What an image is made of. */
export interface Build {
  readonly commit: string;
  /** Whether there are changes that are in no commit. */
  readonly isDirty: boolean;
  /** Of the image: one for each commit, and one for each time where there are changes. */
  readonly tag: string;
}

/** Long enough to be the only one of its kind, and the same in every clone, as git's own short form is not. */
const SHORT_COMMIT = 12;
const run = promisify(execFile);

/** @throws CliError NOT_A_CLONE */
export async function readBuild(directory: string, messages: Messages, now = new Date()): Promise<Build> {
  const words = messages.deployment;
  try {
    const [head, changes] = await Promise.all([
      run('git', ['rev-parse', 'HEAD'], { cwd: directory }),
      run('git', ['status', '--porcelain'], { cwd: directory }),
    ]);
    const commit = head.stdout.trim();
    const isDirty = changes.stdout.trim() !== '';
    const short = commit.slice(0, SHORT_COMMIT);
    return { commit, isDirty, tag: isDirty ? `${short}-dirty.${timestamp(now)}` : short };
  } catch (cause) {
    const [reason = ''] = errorMessage(cause).split('\n').slice(-2);
    throw new CliError({
      code: 'NOT_A_CLONE',
      message: words.noCommit(reason),
      next: words.noCommitNext,
      cause,
    });
  }
}

/** As a tag may hold it: `20261121T202303Z`. */
function timestamp(now: Date): string {
  return now.toISOString().replaceAll(/[-:]|\.\d+/g, '');
}
