import { spawn } from 'node:child_process';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { CliError } from '../cli-error.ts';
import type { Messages } from '../messages/index.ts';
import { isAlive, readStackState, type StackState } from './stack-state.ts';

const POLL_MS = 50;
const STOP_LIMIT_MS = 60_000;

/**
 * Starts `./run dev` as a process of its own that outlives this one, and waits until it is ready.
 *
 * @throws CliError STACK_FAILED with the end of its log
 */
export async function detachStack(
  dataDirectory: string,
  environment: Readonly<Record<string, string | undefined>>,
  messages: Messages,
): Promise<StackState> {
  await mkdir(join(dataDirectory, 'logs'), { recursive: true });
  const logFile = join(dataDirectory, 'logs', 'stack.log');
  const log = await open(logFile, 'w');
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('../main.ts', import.meta.url)), 'dev', '--for-demo'],
    {
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
      env: { ...environment, REGPIPE_DATA_DIR: dataDirectory },
    },
  );
  await log.close();
  child.unref();
  while (child.exitCode === null && child.signalCode === null) {
    const state = await readStackState(dataDirectory);
    if (state?.pid === child.pid && state !== undefined) return state;
    await pause(POLL_MS);
  }
  const said = (await readFile(logFile, 'utf8')).trim().split('\n').slice(-6).join('\n');
  throw new CliError({
    code: 'STACK_FAILED',
    message: messages.stack.didNotStart(said),
    next: messages.stack.seeLog(logFile),
  });
}

/** Asks a stack to end and waits until it has. Gives false when it does not end in time. */
export async function stopStack(state: StackState): Promise<boolean> {
  process.kill(state.pid, 'SIGTERM');
  const deadline = Date.now() + STOP_LIMIT_MS;
  while (isAlive(state.pid)) {
    if (Date.now() > deadline) return false;
    await pause(POLL_MS);
  }
  return true;
}
