import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';

import { onTestFinished } from 'vitest';

import { type FakeApi, type FakeRoute, startFakeApi } from './fake-api.ts';

const MAIN = resolve(import.meta.dirname, '../main.ts');
/** Where the script `run` keeps it, too: without it each start takes twice as long. */
const COMPILED = resolve(import.meta.dirname, '../../../node_modules/.cache/compiled');

export interface CliRun {
  readonly child: ChildProcess;
  readonly ended: Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>;
}

/** Runs the CLI as a process of its own, without a terminal, and with no settings but those given. */
export function runCli(words: readonly string[], environment: Readonly<Record<string, string>>): CliRun {
  const child = spawn(process.execPath, [MAIN, ...words], {
    env: { NODE_COMPILE_CACHE: COMPILED, REGPIPE_API_TOKEN: 'secret-token', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { child, ended: output.then(([stdout, stderr]) => ({ code: child.exitCode, stdout, stderr })) };
}

/** Runs the CLI against an API that plays these routes and ends with the test. */
export async function runAgainst(
  words: string,
  routes: Readonly<Record<string, FakeRoute>>,
  environment: Readonly<Record<string, string>> = {},
): Promise<CliRun & { readonly api: FakeApi }> {
  const api = await startFakeApi(routes);
  onTestFinished(() => api.close());
  return { api, ...runCli(words.split(' '), { REGPIPE_URL: api.url, ...environment }) };
}

/** The same, to its end; with what the API was asked. */
export async function endedAgainst(...call: Parameters<typeof runAgainst>) {
  const { api, ended } = await runAgainst(...call);
  return { ...(await ended), requests: api.requests };
}
