import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

import { TerminalError } from '@regpipe/contracts';

const run = promisify(execFile);
const STOP_LIMIT_MS = 30_000;
const POLL_MS = 50;

/**
 * Ends a server that a killed supervisor has left behind on our own files, so that the next start finds them free. The
 * pid in the file counts only when the process behind it names `mark` in its command line.
 *
 * @throws TerminalError STACK_FAILED when it does not end
 */
export async function stopLeftover(pidFile: string, mark: string, signal: NodeJS.Signals): Promise<void> {
  const pid = Number((await readFile(pidFile, 'utf8').catch(() => '')).split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !(await names(pid, mark))) return;
  process.kill(pid, signal);
  const deadline = Date.now() + STOP_LIMIT_MS;
  while (await names(pid, mark)) {
    if (Date.now() > deadline) {
      throw new TerminalError('STACK_FAILED', `Process ${pid}, left behind by an earlier run, does not end.`);
    }
    await pause(POLL_MS);
  }
}

async function names(pid: number, mark: string): Promise<boolean> {
  const { stdout } = await run('ps', ['-o', 'args=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
  return stdout.includes(mark);
}
