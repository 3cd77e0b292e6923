import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';

import { terminalLines } from './terminal-text.ts';

/** Streams an answer to a file, which appears whole or not at all. Gives its bytes. */
export async function saveCsv(body: ReadableStream<Uint8Array>, file: string): Promise<number> {
  const unfinished = `${file}.part`;
  const target = createWriteStream(unfinished);
  try {
    await pipeline(Readable.fromWeb(body), target);
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  return target.bytesWritten;
}

/** Streams an answer to stdout: a pipe gets it byte by byte, a terminal without what it would obey. */
export async function printCsv(body: ReadableStream<Uint8Array>): Promise<void> {
  const file = Readable.fromWeb(body);
  if (process.stdout.isTTY) await pipeline(file, terminalLines, process.stdout, { end: false });
  else await pipeline(file, process.stdout, { end: false });
}
