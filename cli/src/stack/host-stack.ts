import { join } from 'node:path';

import type { Stack, StackStep } from '@regpipe/stack';

import { CliError } from '../cli-error.ts';
import type { Messages } from '../messages/index.ts';
import type { StackSettings } from '../settings.ts';
import { readStackState, removeStackState, writeStackState } from './stack-state.ts';

export interface HostOptions {
  readonly settings: StackSettings;
  readonly messages: Messages;
  /** Keep the servers' data apart from that of `./run dev`. */
  readonly forDemo: boolean;
  readonly onStep: (step: StackStep) => void;
  readonly onLine: (line: string) => void;
}

const USUAL_HTTP_PORT = 8000;

/**
 * Starts the stack as children of this process and writes down where it is.
 *
 * @throws CliError STACK_FAILED when one runs on the data directory already, or the port is taken
 */
export async function hostStack(options: HostOptions): Promise<Stack> {
  // Loaded here: the other commands are to start without it.
  const { ensureApiToken, startStack } = await import('@regpipe/stack');
  const { settings, messages } = options;
  const { dataDirectory } = settings;
  await refuseSecond(dataDirectory, messages);
  const httpPort = await choosePort(settings, messages);
  const stack = await startStack({
    dataDirectory: options.forDemo ? join(dataDirectory, 'demo') : dataDirectory,
    apiToken: settings.apiToken ?? (await ensureApiToken(dataDirectory)),
    databaseUrl: settings.databaseUrl,
    natsUrl: settings.natsUrl,
    httpPort,
    restart: true,
    onStep: options.onStep,
    onLine: (_service, line) => options.onLine(line),
  });
  const { apiUrl, databaseUrl, natsUrl } = stack;
  await writeStackState(dataDirectory, { pid: process.pid, apiUrl, databaseUrl, natsUrl });
  return {
    ...stack,
    stop: async () => {
      await stack.stop();
      await removeStackState(dataDirectory);
    },
  };
}

/** @throws CliError STACK_FAILED naming the process that runs there */
export async function refuseSecond(dataDirectory: string, messages: Messages): Promise<void> {
  const running = await readStackState(dataDirectory);
  if (running === undefined) return;
  throw new CliError({
    code: 'STACK_RUNNING',
    message: messages.stack.runsAlready(dataDirectory, running.pid, running.apiUrl),
    next: messages.stack.runsAlreadyNext,
  });
}

async function choosePort(settings: StackSettings, messages: Messages): Promise<number> {
  const { freePort } = await import('@regpipe/stack');
  const wanted = settings.httpPort ?? USUAL_HTTP_PORT;
  const port = await freePort(wanted);
  if (port === wanted || settings.httpPort === undefined) return port;
  throw new CliError({
    code: 'STACK_FAILED',
    message: messages.stack.portTaken(wanted),
    next: messages.stack.portTakenNext,
  });
}
