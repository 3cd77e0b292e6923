import type { RawChunk } from '@regpipe/contracts';
import { findDataset } from '@regpipe/datasets';

import { ChunkTransformer } from '../chunk-transformer.ts';
import type { CleanPart } from '../clean-parts.ts';

const DATASET = findDataset('tax-registration');
export const COLUMNS = DATASET.columns;

const SOUND: Readonly<Record<string, string>> = {
  營業地址: '臺北市中正區重慶南路１號',
  統一編號: '04595257',
  營業人名稱: '永和豆漿',
  資本額: '200000',
  使用統一發票: 'Y',
  行業代號: '472927',
  名稱: '豆類製品零售',
};

/** One record as a line of the file, with `header` as its columns. */
export function line(
  changes: Readonly<Record<string, string>> = {},
  header: readonly string[] = COLUMNS,
): string {
  const values: Readonly<Record<string, string>> = { ...SOUND, ...changes };
  return header.map((column) => quoteField(values[column] ?? '')).join(',');
}

function quoteField(value: string): string {
  return /[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** A raw chunk of these lines; it starts at line 100 of the source. */
export function rawChunk(lines: readonly string[], changes: Partial<RawChunk> = {}): [RawChunk, Buffer] {
  const payload = Buffer.from(lines.map((text) => `${text}\n`).join(''));
  const chunk: RawChunk = {
    jobId: 7,
    dataset: DATASET.name,
    attempt: 1,
    mode: 'full',
    chunk: 3,
    firstRecord: 1_000,
    records: lines.length,
    firstLine: 100,
    lines: payload.toString('latin1').split('\n').length - 1,
    byteOffset: 5_000,
    rawBytes: payload.length,
    crc32: 0,
    columns: COLUMNS.map((_, index) => index),
    width: COLUMNS.length,
    maxCleanBytes: 1_000_000,
    oversizedBytes: null,
    ...changes,
  };
  return [chunk, payload];
}

export function transformLines(
  lines: readonly string[],
  changes: Partial<RawChunk> = {},
): readonly CleanPart[] {
  return transformChunk(...rawChunk(lines, changes));
}

export function transformChunk(chunk: RawChunk, payload: Buffer): readonly CleanPart[] {
  return new ChunkTransformer(DATASET, chunk.mode).transform(chunk, payload);
}

export interface ReadReject {
  readonly line: number;
  readonly type: string;
  readonly message: string;
  readonly raw: string;
}

/** The COPY text of one section of a part. */
export function sectionOf(part: CleanPart, section: string): Buffer {
  let at = 0;
  for (const { name, bytes } of part.sections) {
    if (name === section) return part.payload.subarray(at, at + bytes);
    at += bytes;
  }
  return Buffer.alloc(0);
}

/** Rows of one section of all parts, as COPY would read them. */
export function readRows(parts: readonly CleanPart[], section: string): (string | null)[][] {
  return parts.flatMap((part) => readCopy(sectionOf(part, section).toString('utf8')));
}

export function readRejects(parts: readonly CleanPart[]): ReadReject[] {
  return readRows(parts, '!rejects').map(([jobId, chunk, source, type, message, raw]) => {
    if (jobId !== '7' || chunk !== '3') throw new Error('The reject is of another chunk.');
    return { line: Number(source), type: type ?? '', message: message ?? '', raw: raw ?? '' };
  });
}

const MEANINGS: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r' };

function readCopy(text: string): (string | null)[][] {
  const rows = text.split('\n').slice(0, -1);
  return rows.map((row) =>
    row
      .split('\t')
      .map((cell) =>
        cell === '\\N' ? null : cell.replace(/\\(.)/g, (_, escaped: string) => MEANINGS[escaped] ?? escaped),
      ),
  );
}
