import { crc32 } from 'node:zlib';

import { type Bus, ENVELOPE_BYTES, publish } from '@regpipe/bus';
import {
  encodeChunkHeaders,
  type FetchCommand,
  type FetchPlan,
  type RawChunk,
  subjects,
  TerminalError,
  traceHeaders,
} from '@regpipe/contracts';
import { chunkTraceparent } from '@regpipe/tracing';

import type { CutChunk } from './cut-chunks.ts';
import type { HeaderMatch } from './match-header.ts';
import type { FetchObserver } from './observe-fetch.ts';

/** Chunks on their way to the server at once: enough to hide its disk, few enough to stay small. */
const IN_FLIGHT = 4;

export interface SenderOptions {
  readonly bus: Bus;
  readonly command: FetchCommand;
  readonly plan: FetchPlan;
  readonly header: HeaderMatch;
  readonly observer: FetchObserver;
  /** Of the fetch. */
  readonly traceparent: string | undefined;
  readonly signal: AbortSignal;
}

/** Publishes chunks on RAW, a few at a time, and leaves out those that are loaded already. */
export class ChunkSender {
  readonly #options: SenderOptions;
  readonly #loaded: ReadonlySet<number>;
  readonly #onTheirWay = new Set<Promise<void>>();
  #settled = 0;
  #failure: { readonly error: unknown } | undefined;

  constructor(options: SenderOptions) {
    this.#options = options;
    this.#loaded = new Set(options.plan.loadedChunks);
  }

  /** Chunks that are stored, or were found loaded. */
  get settled(): number {
    return this.#settled;
  }

  /**
   * Waits for room, then sends. A full stream is the back-pressure of the stages behind.
   *
   * @throws TerminalError SOURCE_CHANGED when a loaded chunk is read anew and is not the same
   */
  async send(cut: CutChunk): Promise<void> {
    const checksum = crc32(cut.payload);
    const expected = this.#options.plan.loadedCrc32[cut.chunk];
    if (expected !== undefined) {
      if (expected !== checksum) throw sourceChanged(this.#options.command, cut);
      this.#passOver(cut);
      return;
    }
    if (this.#loaded.has(cut.chunk)) {
      this.#passOver(cut);
      return;
    }
    while (this.#onTheirWay.size >= IN_FLIGHT) await Promise.race(this.#onTheirWay);
    this.#throwFailure();
    const sending = this.#publish(cut, checksum)
      .then(() => {
        this.#settled += 1;
      })
      .catch((error: unknown) => {
        this.#failure ??= { error };
      })
      .finally(() => this.#onTheirWay.delete(sending));
    this.#onTheirWay.add(sending);
  }

  /** Resolves when every chunk is stored. */
  async settle(): Promise<void> {
    await Promise.all(this.#onTheirWay);
    this.#throwFailure();
  }

  #passOver(cut: CutChunk): void {
    this.#settled += 1;
    this.#options.observer.passedOver(cut);
  }

  #throwFailure(): void {
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  async #publish(cut: CutChunk, checksum: number): Promise<void> {
    const { bus, command, header, observer, signal } = this.#options;
    const startedAt = performance.now();
    const { payload, ...place } = cut;
    const chunk: RawChunk = {
      ...place,
      jobId: command.jobId,
      dataset: command.dataset,
      attempt: command.attempt,
      mode: command.mode,
      crc32: checksum,
      columns: header.columns,
      width: header.width,
      // From the job's own chunk size and not from today's server: every attempt must cut the same parts.
      maxCleanBytes: command.chunkBytes * 2 - ENVELOPE_BYTES,
    };
    const traceparent = chunkTraceparent(this.#options.traceparent, cut.chunk);
    await publish(bus, subjects.chunk('raw', command.dataset, command.jobId), payload, {
      id: `raw.${command.jobId}.${command.attempt}.${cut.chunk}`,
      headers: { ...encodeChunkHeaders(chunk), ...traceHeaders(traceparent) },
      compress: true,
      signal,
    });
    observer.sent(cut, (performance.now() - startedAt) / 1_000);
  }
}

function sourceChanged(command: FetchCommand, cut: CutChunk): TerminalError {
  return new TerminalError(
    'SOURCE_CHANGED',
    `Job ${command.jobId}: line ${cut.firstLine} and those behind it are not what was loaded before; the source has been replaced. Start a new job.`,
    { fields: { jobId: command.jobId, chunk: cut.chunk } },
  );
}
