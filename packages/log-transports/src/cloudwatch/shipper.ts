import { setTimeout as pause } from 'node:timers/promises';

import { composeLine } from '../compose-line.ts';
import type { LineSink } from '../line-destination.ts';
import type { ReportTrouble } from '../report-trouble.ts';
import { backOff } from './back-off.ts';
import type { CloudWatchOptions } from './cloudwatch-options.ts';
import { EventBuffer } from './event-buffer.ts';
import { describeFailure, judgeFailure } from './judge-failure.ts';
import { MOST_BATCH_BYTES } from './limits.ts';
import { type LogEvent, toLogEvent } from './log-event.ts';
import type { LogsApi } from './logs-api.ts';

/** While a process waits for its last lines there is no time for long pauses. */
const LONGEST_PAUSE_AT_END_MS = 250;

/**
 * Brings lines to CloudWatch, one batch at a time and in their order.
 *
 *   waiting ── a batch is full, or its time is over ──► sending ── taken ──► waiting
 *                                                          │ ▲
 *                   throttled, out of reach, no credentials│ │ after a pause, for as long as it takes
 *                   group or stream missing: created       ▼ │
 *                                                       pausing
 *
 * A batch that is refused as it is, is sent as two halves; a single line that is refused is given up, and counted. What
 * waits is bounded by its bytes: the oldest lines go, and how many is told as a line of its own once a batch is taken
 * again. A batch whose answer was lost is sent again, and its lines are there twice.
 */
export class Shipper implements LineSink {
  readonly #api: LogsApi;
  readonly #options: CloudWatchOptions;
  readonly #report: ReportTrouble;
  readonly #buffer: EventBuffer;
  /** Aborted when the process ends: no more lines come. */
  readonly #ending = new AbortController();
  /** Aborted when the time for the last lines is over. */
  readonly #over = new AbortController();
  readonly #running: Promise<void>;
  /** What the loop waits for. */
  #awaited: { readonly isEnough: () => boolean; readonly resolve: () => void } | undefined;
  #failures = 0;

  constructor(api: LogsApi, options: CloudWatchOptions, report: ReportTrouble) {
    this.#api = api;
    this.#options = options;
    this.#report = report;
    this.#buffer = new EventBuffer(options.bufferBytes);
    this.#running = this.#run();
  }

  add(line: string): void {
    if (line === '') return;
    this.#buffer.add(toLogEvent(line, Date.now()));
    this.#look();
  }

  async close(): Promise<void> {
    this.#ending.abort();
    this.#look();
    const limit = setTimeout(() => this.#over.abort(), this.#options.flushMs);
    await this.#running;
    clearTimeout(limit);
    this.#api.close();
    while (this.#buffer.length > 0) this.#buffer.lose(this.#buffer.take());
    const lost = this.#buffer.takeDropped();
    if (lost === 0) return;
    this.#report(`The process ended before ${lost} log lines were sent`, { dropped: lost }, 'always');
  }

  async #run(): Promise<void> {
    while (await this.#somethingIsDue()) {
      const batch = this.#buffer.take();
      await this.#deliver(batch);
      this.#buffer.release(batch);
      if (this.#failures === 0) this.#tellDropped();
    }
  }

  /** False when there is nothing left and nothing will come, or no time any more. */
  async #somethingIsDue(): Promise<boolean> {
    const isEnding = () => this.#ending.signal.aborted;
    await this.#waitUntil(() => this.#buffer.length > 0 || isEnding());
    await this.#waitUntil(
      () => this.#buffer.bytes >= MOST_BATCH_BYTES || isEnding(),
      this.#options.intervalMs,
    );
    return this.#buffer.length > 0 && !this.#over.signal.aborted;
  }

  /** Waits for something that a new line, or the end, can bring about. */
  async #waitUntil(isEnough: () => boolean, limitMs?: number): Promise<void> {
    if (isEnough()) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#awaited = { isEnough, resolve };
    const limit = limitMs === undefined ? undefined : setTimeout(resolve, limitMs);
    await promise;
    clearTimeout(limit);
    this.#awaited = undefined;
  }

  #look(): void {
    if (this.#awaited?.isEnough() === true) this.#awaited.resolve();
  }

  async #deliver(batch: readonly LogEvent[]): Promise<void> {
    const parts = [batch];
    for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
      const left = await this.#send(part);
      parts.unshift(...left);
      if (left.length > 0 && this.#over.signal.aborted) {
        this.#buffer.lose(parts.flat());
        return;
      }
    }
  }

  /** @returns what is still to be sent of it */
  async #send(part: readonly LogEvent[]): Promise<(readonly LogEvent[])[]> {
    try {
      const rejected = await this.#api.put(part, this.#over.signal);
      this.#failures = 0;
      if (rejected > 0) this.#tellRejected(rejected);
      return [];
    } catch (error) {
      return await this.#recover(part, error);
    }
  }

  async #recover(part: readonly LogEvent[], error: unknown): Promise<(readonly LogEvent[])[]> {
    this.#failures += 1;
    const failure = judgeFailure(error);
    if (failure === 'refused') return this.#divide(part, error);
    if (failure === 'missing') await this.#create();
    if (failure === 'credentials') this.#api.renewCredentials();
    // Credentials run out every few hours, and a new stream takes a moment: a trouble only where it stays so.
    const isRoutine = failure !== 'unavailable' && this.#failures < 3;
    if (!isRoutine) this.#tellFailure('CloudWatch Logs does not take the lines', error);
    await this.#pause();
    return [part];
  }

  async #divide(part: readonly LogEvent[], error: unknown): Promise<(readonly LogEvent[])[]> {
    if (part.length > 1) {
      const middle = Math.ceil(part.length / 2);
      return [part.slice(0, middle), part.slice(middle)];
    }
    this.#tellFailure('CloudWatch Logs refuses a line', error);
    this.#buffer.lose(part);
    // Where it refuses everything, thousands of lines would otherwise be thousands of requests in a row.
    await this.#pause();
    return [];
  }

  async #create(): Promise<void> {
    const { group, stream } = this.#options;
    try {
      await this.#api.create(this.#over.signal);
    } catch (error) {
      this.#tellFailure(
        `The log group ${group} or its stream ${stream} is missing and could not be created; create them, or grant ` +
          'logs:CreateLogGroup and logs:CreateLogStream',
        error,
      );
    }
  }

  async #pause(): Promise<void> {
    const ms = backOff(this.#failures, this.#options.pauseMs);
    await this.#paused(ms, this.#ending.signal);
    if (!this.#ending.signal.aborted) return;
    await this.#paused(Math.min(ms, LONGEST_PAUSE_AT_END_MS), this.#over.signal);
  }

  async #paused(ms: number, signal: AbortSignal): Promise<void> {
    await pause(ms, undefined, { signal }).catch(() => undefined);
  }

  /** Adds a line about lines that are lost, behind those that wait. */
  #tellDropped(): void {
    const dropped = this.#buffer.takeDropped();
    if (dropped === 0) return;
    this.#tell('log_events_dropped', `${dropped} log lines were dropped before they could be sent`, dropped);
  }

  #tellRejected(rejected: number): void {
    const message = `CloudWatch has left out ${rejected} log lines as too old or too far in the future`;
    this.#report(message, { rejected });
    this.#tell('log_events_rejected', message, rejected);
  }

  #tell(event: string, message: string, count: number): void {
    const line = composeLine({
      level: 'WARN',
      name: this.#options.service,
      event,
      message,
      fields: { dropped: count },
    });
    this.#buffer.add(toLogEvent(line, Date.now(), count));
  }

  #tellFailure(message: string, error: unknown): void {
    if (this.#over.signal.aborted) return;
    const { name, status, reason } = describeFailure(error);
    this.#report(`${message}: ${reason}`, { error: name, status, failures: this.#failures });
  }
}
