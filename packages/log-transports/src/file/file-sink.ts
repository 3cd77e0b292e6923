import { setTimeout as pause } from 'node:timers/promises';

import { errorMessage } from '@regpipe/contracts';

import { composeLine } from '../compose-line.ts';
import type { LineSink } from '../line-destination.ts';
import type { ReportTrouble } from '../report-trouble.ts';
import type { FileOptions } from './file-options.ts';
import { type FileEvents, openRollingFile, type RollingFile } from './open-rolling-file.ts';

const CLOSE_LIMIT_MS = 1_000;

/**
 * Writes lines to the files. Where none can be opened, lines are dropped and counted, and it is tried again after a
 * pause; how many were dropped is told by a line of its own once there is a file.
 */
export class FileSink implements LineSink {
  readonly #options: FileOptions;
  readonly #report: ReportTrouble;
  #file: RollingFile | undefined;
  #opening: Promise<void> | undefined;
  #tryAt = -Infinity;
  #dropped = 0;

  constructor(options: FileOptions, report: ReportTrouble) {
    this.#options = options;
    this.#report = report;
  }

  /** Resolves whether or not it could be opened. */
  async open(): Promise<void> {
    await (this.#opening ??= this.#tryToOpen());
  }

  add(line: string): void {
    if (this.#file === undefined) {
      this.#dropped += 1;
      if (performance.now() >= this.#tryAt) void this.open();
      return;
    }
    this.#tellDropped(this.#file);
    this.#file.write(`${line}\n`);
  }

  async close(): Promise<void> {
    await this.#opening;
    if (this.#file !== undefined) {
      this.#tellDropped(this.#file);
      const closed = this.#file.close().then(
        () => true,
        () => false,
      );
      if (!(await Promise.race([closed, pause(CLOSE_LIMIT_MS, false)]))) {
        this.#report('The process ended before its last log lines were written', {}, 'always');
      }
    }
    const dropped = this.#dropped;
    if (dropped === 0) return;
    this.#report(`The process ended before ${dropped} log lines were written`, { dropped }, 'always');
  }

  async #tryToOpen(): Promise<void> {
    const events: FileEvents = { onDrop: () => void (this.#dropped += 1), onError: this.#tellFailure };
    try {
      this.#file = await openRollingFile(this.#options, events);
    } catch (error) {
      this.#tellFailure(error);
      this.#tryAt = performance.now() + this.#options.pauseMs;
    }
    this.#opening = undefined;
  }

  #tellDropped(file: RollingFile): void {
    if (this.#dropped === 0) return;
    const dropped = this.#dropped;
    this.#dropped = 0;
    const line = composeLine({
      level: 'WARN',
      name: this.#options.service,
      event: 'log_events_dropped',
      message: `${dropped} log lines were dropped before they could be written`,
      fields: { dropped },
    });
    file.write(`${line}\n`);
    // There is no room for it yet.
    if (this.#dropped > 0) this.#dropped = dropped;
  }

  readonly #tellFailure = (error: unknown): void => {
    this.#report(`The log file ${this.#options.file} cannot be written: ${errorMessage(error)}`);
  };
}
