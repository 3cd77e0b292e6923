import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { TerminalError } from '@regpipe/contracts';

/** A script of this folder in a process of its own, so that what it measures is not held up by anything else here. */
export interface HelperProcess<Result> {
  start(): void;
  /** Stops it, and gives what it has measured. */
  stop(): Promise<Result>;
  kill(): void;
}

/** Resolves when the script is ready to start. `script` is a file name in this folder. */
export async function startHelper<Result>(script: string, config: object): Promise<HelperProcess<Result>> {
  const child = fork(fileURLToPath(new URL(script, import.meta.url)), [JSON.stringify(config)], {
    serialization: 'advanced',
  });
  const ended = once(child, 'exit').then(([code]: unknown[]) => {
    throw new TerminalError('STACK_FAILED', `${script} ended with code ${String(code)} before its time.`);
  });
  // Whoever waits for a message is told; an end after the last message is no failure.
  ended.catch(() => undefined);
  const nextMessage = () => Promise.race([once(child, 'message'), ended]) as Promise<[unknown]>;
  await nextMessage();
  return {
    start: () => void child.send('start'),
    stop: async () => {
      child.send('stop');
      const [result] = await nextMessage();
      child.disconnect();
      return result as Result;
    },
    kill: () => void child.kill('SIGKILL'),
  };
}

/** What such a script does. */
export interface Helper {
  start(): void;
  stop(): Promise<unknown>;
}

/** The other side: called by the script itself. */
export function serveHelper(helper: Helper): void {
  process.on('message', (message) => {
    if (message === 'start') helper.start();
    else void helper.stop().then((result) => process.send?.(result));
  });
  process.send?.('ready');
}

/** The configuration that the script was started with. */
export function helperConfig(): unknown {
  return JSON.parse(process.argv[2] ?? '{}');
}
