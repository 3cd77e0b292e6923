import { createHash, type Hash } from 'node:crypto';

import type { Bus } from '@regpipe/bus';
import type { EventData, FetchCommand, FetchPlan } from '@regpipe/contracts';
import type { Dataset } from '@regpipe/datasets';

import { ChunkCutter, type CutPosition } from './cut-chunks.ts';
import type { FetchObserver } from './observe-fetch.ts';
import { type Preamble, readPreamble } from './read-preamble.ts';
import { ChunkSender } from './send-chunks.ts';
import { sameBy } from './source/identity.ts';
import { type OpenedSource, openSource, type SourceOptions } from './source/open-source.ts';

export interface FetchDependencies {
  readonly bus: Bus;
  readonly dataset: Dataset;
  readonly sourceOptions: SourceOptions;
  onOpened(opened: EventData<'source.opened'>): Promise<void>;
  onProgress(progress: EventData<'fetch.progressed'>): void;
  readonly observer: FetchObserver;
  /** Of the fetch, for its chunks. */
  readonly traceparent: string | undefined;
}

/** How a fetch ends: as the fact that the tracker is to be told. */
export type FetchResult =
  | { readonly type: 'fetch.completed'; readonly data: EventData<'fetch.completed'> }
  | { readonly type: 'source.unchanged'; readonly data: EventData<'source.unchanged'> };

/**
 * Reads a job's source from where the ledger says it goes on, cuts it and sends the chunks. A source that is known by its
 * ETag or date to be what is live already is closed as soon as it is open, and nothing is sent.
 *
 * @throws TerminalError SOURCE_…, ZIP_INVALID, GZIP_INVALID, HEADER_MISMATCH
 */
export async function fetchJob(
  dependencies: FetchDependencies,
  command: FetchCommand,
  plan: FetchPlan,
): Promise<FetchResult> {
  const request = { offset: 0, identity: plan.identity };
  const source = await openSource(command.source, request, dependencies.sourceOptions);
  try {
    const unchanged = findUnchanged(plan, source);
    if (unchanged !== null) return { type: 'source.unchanged', data: unchanged };
    const opened = await openAtCheckpoint(dependencies, command, plan, source);
    try {
      const { sourceStamp, names } = opened.preamble;
      const { identity } = opened.source;
      await dependencies.onOpened({ identity, sourceStamp, columns: [...names] });
      return { type: 'fetch.completed', data: await sendAll(dependencies, command, plan, opened) };
    } finally {
      await opened.source.close();
    }
  } finally {
    await source.close();
  }
}

function findUnchanged(
  { published }: FetchPlan,
  { identity }: OpenedSource,
): EventData<'source.unchanged'> | null {
  const by = published === null ? null : sameBy(published.identity, identity);
  return published === null || by === null ? null : { identity, publishedBy: published.jobId, by };
}

interface Opened {
  readonly source: OpenedSource;
  readonly pieces: AsyncIterator<Buffer>;
  readonly preamble: Preamble;
  /** Bytes read beyond the preamble. */
  readonly rest: Buffer;
  readonly start: CutPosition;
  readonly hash: Hash | undefined;
}

/**
 * The header is read anew in any case; with a checkpoint the source is then opened a second time behind what is loaded,
 * where it can jump there. Where it cannot, everything is read and cut again, and proven to be the same on the way.
 */
async function openAtCheckpoint(
  dependencies: FetchDependencies,
  command: FetchCommand,
  { checkpoint }: FetchPlan,
  fromStart: OpenedSource,
): Promise<Opened> {
  const first = await readStart(dependencies.dataset, fromStart);
  if (checkpoint === null || fromStart.compressed) return first;
  const request = { offset: checkpoint.byteOffset, identity: fromStart.identity, compressed: false };
  const source = await openSource(command.source, request, dependencies.sourceOptions);
  if (source.startsAt !== checkpoint.byteOffset) {
    await source.close();
    return first;
  }
  await fromStart.close();
  return {
    source,
    pieces: source.bytes[Symbol.asyncIterator](),
    preamble: first.preamble,
    rest: Buffer.alloc(0),
    start: checkpoint,
    hash: undefined,
  };
}

async function readStart(dataset: Dataset, source: OpenedSource): Promise<Opened> {
  const hash = createHash('sha256');
  const pieces = hashed(source.bytes, hash);
  const { lastModified } = source.identity;
  const { preamble, rest } = await readPreamble(
    dataset,
    pieces,
    lastModified === null ? null : new Date(lastModified),
  );
  const start = { chunk: 0, firstRecord: 0, firstLine: preamble.lines + 1, byteOffset: preamble.bytes };
  return { source, pieces, preamble, rest, start, hash };
}

async function* hashed(pieces: AsyncIterable<Buffer>, hash: Hash): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    hash.update(piece);
    yield piece;
  }
}

async function sendAll(
  dependencies: FetchDependencies,
  command: FetchCommand,
  plan: FetchPlan,
  opened: Opened,
): Promise<EventData<'fetch.completed'>> {
  const { signal } = dependencies.sourceOptions;
  const { preamble, source } = opened;
  const cutter = new ChunkCutter(opened.start, {
    chunkBytes: command.chunkBytes,
    chunkRecords: command.chunkRecords,
    recordLimit: command.recordLimit,
    width: preamble.width,
  });
  const { bus, observer, traceparent } = dependencies;
  const sender = new ChunkSender({ bus, command, plan, header: preamble, observer, traceparent, signal });
  const progress = () => {
    const { firstRecord } = cutter.position;
    const bytesTotal = source.identity.contentLength;
    const bytesRead = source.bytesRead();
    observer.read(bytesRead);
    // Not those that wait for room in the stream.
    const chunks = opened.start.chunk + sender.settled;
    dependencies.onProgress({ chunks, records: firstRecord, bytesRead, bytesTotal });
  };
  const ticking = setInterval(progress, PROGRESS_MS);
  try {
    for (const cut of cutter.push(opened.rest)) await sender.send(cut);
    while (!cutter.isFull) {
      const next = await opened.pieces.next();
      if (next.done === true) break;
      for (const cut of cutter.push(next.value)) await sender.send(cut);
    }
    for (const cut of cutter.finish()) await sender.send(cut);
    await sender.settle();
  } finally {
    clearInterval(ticking);
  }
  progress();
  const { chunk, firstRecord, byteOffset } = cutter.position;
  const sha256 = cutter.isFull ? null : (opened.hash?.digest('hex') ?? null);
  return { chunks: chunk, records: firstRecord, bytes: byteOffset, sha256, limited: cutter.isFull };
}

const PROGRESS_MS = 500;
