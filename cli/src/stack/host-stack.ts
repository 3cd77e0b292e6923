import { join } from 'node:path';

import type { Stack, StackStep } from '@regpipe/stack';

import { CliError } from '../cli-error.ts';
import type { Messages } from '../messages/index.ts';
import { type StackSettings, USUAL_HTTP_PORT, USUAL_QUERY_PORT } from '../settings.ts';
import { readStackState, removeStackState, type StackState, writeStackState } from './stack-state.ts';

export interface HostOptions {
  readonly settings: StackSettings;
  readonly messages: Messages;
  /** Keep the servers' data apart from that of `./run dev`. */
  readonly forDemo: boolean;
  readonly onStep: (step: StackStep) => void;
  readonly onLine: (line: string) => void;
}

/** What `describeStack` tells of, besides. */
export type HostedStack = Stack & Pick<StackState, 'queryUrl'>;

/** Of the settings that name a port, and where each server is where nothing is said. */
const USUAL_PORTS = { REGPIPE_HTTP_PORT: USUAL_HTTP_PORT, REGPIPE_QUERY_PORT: USUAL_QUERY_PORT } as const;

/**
 * Starts the stack as children of this process and writes down where it is.
 *
 * @throws CliError STACK_FAILED when one runs on the data directory already, or the port is taken
 */
export async function hostStack(options: HostOptions): Promise<HostedStack> {
  // Loaded here: the other commands are to start without it.
  const { ensureApiToken, startStack } = await import('@regpipe/stack');
  const { settings, messages } = options;
  const { dataDirectory } = settings;
  await refuseSecond(dataDirectory, messages);
  const httpPort = await choosePort('REGPIPE_HTTP_PORT', settings.httpPort, messages);
  const queryPort = await choosePort('REGPIPE_QUERY_PORT', settings.queryPort, messages);
  const stack = await startStack({
    dataDirectory: options.forDemo ? join(dataDirectory, 'demo') : dataDirectory,
    apiToken: settings.apiToken ?? (await ensureApiToken(dataDirectory)),
    databaseUrl: settings.databaseUrl,
    natsUrl: settings.natsUrl,
    httpPort,
    queryPort,
    dropDirectory: settings.dropDirectory,
    restart: true,
    onStep: options.onStep,
    onLine: (_service, line) => options.onLine(line),
  });
  const { apiUrl, databaseUrl, natsUrl, dropFolder } = stack;
  const [queryUrl] = stack.queryUrls;
  const where = { apiUrl, dropFolder, databaseUrl, natsUrl, ...(queryUrl === undefined ? {} : { queryUrl }) };
  await writeStackState(dataDirectory, { pid: process.pid, ...where });
  return {
    ...stack,
    ...where,
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

async function choosePort(
  setting: keyof typeof USUAL_PORTS,
  given: number | undefined,
  messages: Messages,
): Promise<number> {
  const { freePort } = await import('@regpipe/stack');
  const wanted = given ?? USUAL_PORTS[setting];
  const port = await freePort(wanted);
  if (port === wanted || given === undefined) return port;
  throw new CliError({
    code: 'STACK_FAILED',
    message: messages.stack.portTaken(wanted),
    next: messages.stack.portTakenNext(setting),
  });
}
