import {
  COLUMNS as FUZZ_COLUMNS,
  type FuzzFile,
  fuzzRecord,
  keptRaw,
  layout,
  writeFile,
} from '@regpipe/fuzz';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { CleanPart } from './clean-parts.ts';
import { COLUMNS, rawChunk, readRejects, readRows, transformChunk } from './testing/tax-chunk.ts';

/** Fixed, so that a run says the same every time; `./run faults --only fuzz` goes on from here with new ones. */
const SEEDS = [1, 20_261_121, 77_003, 1_999_999_973];
const RUNS = 100;
const KiB = 1024;

/** All records of a file as one chunk; its clean parts are as small as a job may ask for, or as large as usual. */
function transformFile(
  { bytes, preamble, order, records }: FuzzFile,
  maxCleanBytes: number,
): readonly CleanPart[] {
  const payload = bytes.subarray(preamble.bytes);
  const [chunk] = rawChunk([], {
    records: records.length,
    firstLine: preamble.lines + 1,
    width: order.length,
    columns: COLUMNS.map((column) => order.indexOf((FUZZ_COLUMNS as readonly string[]).indexOf(column))),
    maxCleanBytes,
  });
  return transformChunk(chunk, payload);
}

function expectedOf({ records }: FuzzFile) {
  const loaded = records.flatMap((record) =>
    record.outcome.kind === 'loaded' ? [{ line: record.line, ...record.outcome }] : [],
  );
  return {
    registrations: loaded.map(({ line, registration }) => [...valuesOf(registration), line]),
    industries: loaded.flatMap(({ line, registration, industries }) =>
      industries.map((industry) => [registration.ban, ...valuesOf(industry), line]),
    ),
    rejects: records.flatMap((record) =>
      record.outcome.kind === 'rejected'
        ? [{ line: record.line, type: record.outcome.type, raw: keptRaw(record) }]
        : [],
    ),
    blank: records.filter(({ outcome }) => outcome.kind === 'blank').length,
    warnings: loaded.flatMap(({ warnings }) => warnings).sort(),
  };
}

/** In the order in which they are written. */
function valuesOf(row: object): unknown[] {
  return Object.values(row);
}

function foundIn(parts: readonly CleanPart[]) {
  return {
    registrations: readRows(parts, 'tax_registration').map((cells) =>
      cells.map((cell, index) => {
        if (index === CAPITAL) return String(BigInt(cell ?? ''));
        if (index === INVOICE) return cell === 't';
        return index === LINE ? Number(cell) : cell;
      }),
    ),
    industries: readRows(parts, 'business_industry').map(([ban, code, name, order, line]) => [
      ...[ban, code, name],
      ...[Number(order), Number(line)],
    ]),
    rejects: readRejects(parts).map(({ line, type, raw }) => ({ line, type, raw })),
    blank: parts.reduce((sum, part) => sum + part.blank, 0),
    warnings: parts
      .flatMap(({ warnings }) => Object.entries(warnings))
      .flatMap(([code, count]) => Array<string>(count).fill(code))
      .sort(),
  };
}

const CAPITAL = 4;
const INVOICE = 7;
const LINE = 8;

test.each(SEEDS)(
  'whatever records a file holds, every value, reject, line and warning is what docs/errors.md says (seed %i)',
  (seed) => {
    const files = fc.tuple(layout, fc.array(fuzzRecord, { minLength: 1, maxLength: 40, size: 'max' }));
    fc.assert(
      fc.property(files, fc.constantFrom(400 * KiB, 1_000_000), ([shape, records], maxCleanBytes) => {
        const file = writeFile(shape, records);
        expect(foundIn(transformFile(file, maxCleanBytes))).toEqual(expectedOf(file));
      }),
      { seed, numRuns: RUNS },
    );
  },
);
