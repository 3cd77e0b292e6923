import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

import { TerminalError } from '@regpipe/contracts';

import { LastWords } from './last-words.ts';
import { withMetricsPort } from './metrics-port.ts';

export interface ServiceOptions {
  /** Folder below services/. */
  readonly service: string;
  /** Its place among the stack's processes; 0 where nothing is said. */
  readonly place?: number;
  readonly environment: Readonly<Record<string, string>>;
  /** Settings for what the environment of this process does not say. */
  readonly defaults: Readonly<Record<string, string>>;
  readonly logFile: string;
  /** Called with each line that the service logs. */
  readonly onLine?: (line: string) => void;
  /** Start it again when it ends by itself. */
  readonly restart: boolean;
}

/**
 * How a service treats its memory. Chunks are buffers outside of V8's heap, which is small beside them:
 *
 * - A small nursery is enough, as little in it is ever large. V8's own choice let the transformer grow to 350 MiB.
 * - V8 starts a collection for every few chunks' worth of buffers. To begin with room for some more, and to do it in one
 *   go, halves the time that takes: a quarter of the loader's.
 * - One heap of malloc for all threads saves 20 MiB in each service.
 *
 * Measured with 1.6 million records: no service above 190 MiB, and 15 s of CPU for the load where it was 19.
 */
export const NODE_FLAGS = [
  '--max-semi-space-size=2',
  '--initial-old-space-size=32',
  '--no-incremental-marking',
];

/**
 * Where milliseconds count, memory is better tidied up often and for a moment than at length: with the flags above alone, one
 * question in a hundred took a quarter of a second, and with these 16 ms. They stand behind those, so that they win.
 */
const PROMPT = ['--max-semi-space-size=16', '--incremental-marking'];
export const NODE_FLAGS_OF: Readonly<Partial<Record<string, readonly string[]>>> = {
  query: PROMPT,
  projector: PROMPT,
};
export const MALLOC = { MALLOC_ARENA_MAX: '1' };

const FIRST_RESTART_MS = 300;
const LONGEST_RESTART_MS = 5_000;
const START_LIMIT_MS = 60_000;
/**
 * A service sees to it that it ends within ten seconds. Node itself may hang after that, in `process.exit`: it waits for a
 * compiling thread, which waits for a collection of garbage by the thread that waits for it (seen with 24.21).
 */
const STOP_LIMIT_MS = 15_000;

/** One service as a process of its own, kept alive when asked to. */
export class ServiceProcess {
  readonly service: string;
  readonly #options: ServiceOptions;
  readonly #log: WriteStream;
  #child: ChildProcess | undefined;
  #started: Promise<void> = Promise.resolve();
  #stopping = false;
  #restartMs = FIRST_RESTART_MS;
  #restartTimer: NodeJS.Timeout | undefined;

  constructor(options: ServiceOptions) {
    this.service = options.service;
    this.#options = options;
    this.#log = createWriteStream(options.logFile, { flags: 'a' });
  }

  /** What it is given besides our own environment. */
  get environment(): Readonly<Record<string, string>> {
    return this.#options.environment;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  get isRunning(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Resolves when the service says that it has started. @throws TerminalError STACK_FAILED */
  async start(): Promise<void> {
    this.#stopping = false;
    this.#spawn();
    await this.#started;
  }

  /** Sends SIGKILL, waits for the end, and does not restart. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Asks it to end, waits, and does not restart; it is killed where it has not ended long after it should have. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#restartTimer);
    const child = this.#child;
    if (child === undefined || !this.isRunning) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    const limit = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
    await ended;
    clearTimeout(limit);
  }

  #spawn(): void {
    const main = fileURLToPath(new URL(`../../../services/${this.service}/src/main.ts`, import.meta.url));
    const child = spawn(process.execPath, [...NODE_FLAGS, ...(NODE_FLAGS_OF[this.service] ?? []), main], {
      env: this.#ownEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // A session of its own: Ctrl-C in the terminal is for the supervisor, who stops the services in order.
      detached: true,
    });
    this.#child = child;
    const words = new LastWords();
    child.stderr?.pipe(this.#log, { end: false });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => words.hearError(text));
    if (child.stdout !== null) this.#readLines(child.stdout, words);
    this.#started = this.#watchStart(child, words);
    this.#started.catch(() => undefined);
    child.once('exit', () => this.#restartLater());
  }

  #ownEnvironment(): NodeJS.ProcessEnv {
    const { defaults, environment, place = 0 } = this.#options;
    return withMetricsPort({ ...MALLOC, ...defaults, ...process.env, ...environment }, place);
  }

  #readLines(stdout: Readable, words: LastWords): void {
    createInterface({ input: stdout }).on('line', (line) => {
      this.#log.write(`${line}\n`);
      words.hear(line);
      this.#options.onLine?.(line);
    });
  }

  #watchStart(child: ChildProcess, words: LastWords): Promise<void> {
    return new Promise((resolve, reject) => {
      const fail = (why: string) => {
        clearTimeout(limit);
        const said = words.text === '' ? '' : ` (${words.text})`;
        const message = `The ${this.service} ${why}${said}; see ${this.#options.logFile}.`;
        reject(new TerminalError('STACK_FAILED', message));
      };
      const limit = setTimeout(() => fail('did not start in time'), START_LIMIT_MS);
      // Not at its exit: by then what it has said last may not have come.
      child.once('close', (code, signal) =>
        fail(signal === null ? `ended with code ${String(code)}` : `was ended by ${signal}`),
      );
      child.once('error', (error) => fail(`could not be run: ${error.message}`));
      child.once('message', (message) => {
        if (message !== 'service_started') return;
        clearTimeout(limit);
        this.#restartMs = FIRST_RESTART_MS;
        resolve();
      });
    });
  }

  #restartLater(): void {
    if (this.#stopping || !this.#options.restart) return;
    this.#restartTimer = setTimeout(() => this.#spawn(), this.#restartMs);
    this.#restartMs = Math.min(this.#restartMs * 2, LONGEST_RESTART_MS);
  }
}
