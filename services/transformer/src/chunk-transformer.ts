import { type JobMode, KEY_SECTION, type RawChunk, TerminalError } from '@regpipe/contracts';
import { ChunkReader, type Field, isDefect } from '@regpipe/csv';
import type { Dataset, Outcome, Reject } from '@regpipe/datasets';

import { type CleanPart, PartBuilder } from './clean-parts.ts';
import { rawText } from './raw-text.ts';
import { KeyEncoder, type RowEncoder, TableEncoder } from './row-encoder.ts';
import { Sections } from './sections.ts';

/**
 * Turns raw chunks of one data set into COPY text: the rows of each table, the rejects, and what became of every record.
 * The same chunk always gives the same parts. Keeps its buffers from chunk to chunk, and is to be used for one at a time.
 */
export class ChunkTransformer {
  readonly #dataset: Dataset;
  readonly #mode: JobMode;
  readonly #sections: Sections;
  readonly #rows: RowEncoder;
  #reader = new ChunkReader(0);
  #width = 0;

  constructor(dataset: Dataset, mode: JobMode) {
    const { tables } = dataset;
    this.#dataset = dataset;
    this.#mode = mode;
    this.#sections = new Sections(mode === 'full' ? tables.map((table) => table.name) : [KEY_SECTION]);
    this.#rows =
      mode === 'full' ? new TableEncoder(this.#sections, tables) : new KeyEncoder(this.#sections, tables);
  }

  /** @throws TerminalError MESSAGE_INVALID when the payload is not what the chunk says */
  transform(chunk: RawChunk, payload: Buffer): readonly CleanPart[] {
    if (chunk.mode !== this.#mode) throw new TypeError(`The chunk is one of a ${chunk.mode} job.`);
    const parts = new PartBuilder(this.#sections, {
      maxBytes: chunk.maxCleanBytes,
      firstRecord: chunk.firstRecord,
      firstLine: chunk.firstLine,
      endLine: chunk.firstLine + chunk.lines,
    });
    if (chunk.oversizedBytes === null) {
      this.#addRecords(chunk, payload, parts);
    } else {
      this.#addReject(chunk, tooLarge(chunk.oversizedBytes), payload, parts, chunk.firstLine);
    }
    return parts.finish();
  }

  #addRecords(chunk: RawChunk, payload: Buffer, parts: PartBuilder): void {
    const reader = this.#readerFor(chunk.width);
    const found = reader.open(payload);
    if (found !== chunk.records) throw recountFailed(chunk, found);
    const fields = pickColumns(reader.fields, chunk.columns);
    const rows = this.#rows;

    for (let index = 0; index < found; index += 1) {
      const line = chunk.firstLine + reader.line(index);
      rows.start(line);
      const outcome = this.#transformRecord(chunk, reader, index, fields);
      if (outcome === 'written') {
        if (parts.add('loaded', rows.warnings, line)) continue;
        const source = reader.source(index);
        this.#addReject(chunk, tooLarge(source.length), source, parts, line);
      } else if (outcome === 'blank') {
        parts.add('blank', NO_WARNINGS, line);
      } else {
        this.#addReject(chunk, outcome, reader.source(index), parts, line);
      }
    }
  }

  #transformRecord(chunk: RawChunk, reader: ChunkReader, index: number, fields: readonly Field[]): Outcome {
    const record = reader.read(index);
    if (isDefect(record)) return record;
    if (record.width === chunk.width) return this.#dataset.transform(fields, this.#rows);
    if (record.width === 1 && record.fields[0]?.trim().length === 0) return 'blank';
    const message = `The record has ${record.width} columns, the header ${chunk.width}.`;
    return { type: 'WRONG_COLUMN_COUNT', message };
  }

  /** As much of the raw text is kept as surely fits a part: a reject that did not would be missing from the counts. */
  #addReject(chunk: RawChunk, reject: Reject, raw: Buffer, parts: PartBuilder, line: number): void {
    const { jobId, chunk: number, maxCleanBytes } = chunk;
    const text = rawText(raw, chunk.oversizedBytes ?? raw.length, Math.floor(maxCleanBytes / 8));
    const cells = [String(jobId), String(number), String(line), reject.type, reject.message];
    this.#sections.rejects.row(cells, text);
    if (parts.add('failed', NO_WARNINGS, line)) return;
    throw new TerminalError(
      'MESSAGE_INVALID',
      `Chunk ${number} of job ${jobId}: ${maxCleanBytes} bytes are not enough for one reject.`,
    );
  }

  #readerFor(width: number): ChunkReader {
    if (width !== this.#width) {
      this.#reader = new ChunkReader(width);
      this.#width = width;
    }
    return this.#reader;
  }
}

const NO_WARNINGS: readonly string[] = [];

/** The data set's columns among those of the file: views that the reader fills, so that picking them once is enough. */
function pickColumns(fields: readonly Field[], columns: readonly number[]): readonly Field[] {
  return columns.map((column) => {
    const field = fields[column];
    if (field !== undefined) return field;
    throw new TerminalError('MESSAGE_INVALID', `The chunk has no column number ${column}.`);
  });
}

/** The same scanner cut the source: a difference means that the payload is not what was sent. */
function recountFailed(chunk: RawChunk, found: number): TerminalError {
  return new TerminalError(
    'MESSAGE_INVALID',
    `Chunk ${chunk.chunk} of job ${chunk.jobId} says ${chunk.records} records, its payload has ${found}.`,
  );
}

function tooLarge(bytes: number): Reject {
  return { type: 'RECORD_TOO_LARGE', message: `The record of ${bytes} bytes is too large to be carried.` };
}
