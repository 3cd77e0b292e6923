import { describe, expect, test } from 'vitest';

import { type CleanPart, PartBuilder, type RecordOutcome } from './clean-parts.ts';
import { Sections } from './sections.ts';

interface Added {
  readonly outcome: RecordOutcome;
  readonly texts: readonly string[];
  readonly warnings?: readonly string[];
  readonly lines?: number;
}

const FIRST = { firstRecord: 1_000, firstLine: 50 };

/** Builds the parts of a chunk with one table and the rejects. */
function build(records: readonly Added[], maxBytes: number): readonly CleanPart[] {
  const lines = records.map((record) => record.lines ?? 1);
  const endLine = lines.reduce((sum, count) => sum + count, FIRST.firstLine);
  const sections = new Sections(['plant']);
  const builder = new PartBuilder(sections, { maxBytes, ...FIRST, endLine });
  let line = FIRST.firstLine;
  records.forEach((record, index) => {
    write(sections, record.texts);
    builder.add(record.outcome, record.warnings ?? [], line);
    line += lines[index] ?? 0;
  });
  return builder.finish();
}

/** Each text is one line of its section. */
function write(sections: Sections, texts: readonly string[]): void {
  texts.forEach((text, index) => {
    if (text !== '') sections.table(index).row([], text.slice(0, -1));
  });
}

const loaded = (text: string): Added => ({ outcome: 'loaded', texts: [text, ''] });
const payloads = (parts: readonly CleanPart[]) => parts.map((part) => part.payload.toString());

describe('a chunk that fits', () => {
  test('is one part: its sections behind each other, the rejects last, with their lengths', () => {
    const parts = build(
      [
        { outcome: 'loaded', texts: ['a\n', ''], warnings: ['ODD'] },
        { outcome: 'failed', texts: ['', 'bad\n'], lines: 3 },
        { outcome: 'blank', texts: [] },
        { outcome: 'loaded', texts: ['台\n', ''], warnings: ['ODD', 'OLD'] },
      ],
      1_000,
    );
    expect(payloads(parts)).toEqual(['a\n台\nbad\n']);
    expect(parts[0]).toMatchObject({
      sections: [
        { name: 'plant', bytes: 6 },
        { name: '!rejects', bytes: 4 },
      ],
      firstRecord: 1_000,
      records: 4,
      firstLine: 50,
      lines: 6,
      loaded: 2,
      failed: 1,
      blank: 1,
      warnings: { ODD: 2, OLD: 1 },
    });
  });

  test('is one part although nothing of it is loaded: its blank records count', () => {
    const parts = build([{ outcome: 'blank', texts: [] }], 1_000);
    expect(parts).toMatchObject([{ records: 1, blank: 1, loaded: 0 }]);
    expect(payloads(parts)).toEqual(['']);
  });

  test('fills a part to its last byte', () => {
    expect(payloads(build(['aaa\n', 'bbb\n', 'ccc\n'].map(loaded), 12))).toEqual(['aaa\nbbb\nccc\n']);
    expect(payloads(build(['台\n', '灣\n'].map(loaded), 8))).toEqual(['台\n灣\n']);
  });
});

describe('a chunk that does not fit', () => {
  test('is cut between records, and each part counts from where the one before ended', () => {
    const records = [
      { ...loaded('aaa\n'), warnings: ['ODD'] },
      { ...loaded('bbb\n'), lines: 2 },
      { outcome: 'failed', texts: ['', 'bad\n'] } as const,
      { ...loaded('ccc\n'), warnings: ['OLD'] },
    ];
    const parts = build(records, 8);
    expect(payloads(parts)).toEqual(['aaa\nbbb\n', 'ccc\nbad\n']);
    expect(parts).toMatchObject([
      { firstRecord: 1_000, records: 2, firstLine: 50, lines: 3, loaded: 2, failed: 0, warnings: { ODD: 1 } },
      { firstRecord: 1_002, records: 2, firstLine: 53, lines: 2, loaded: 1, failed: 1, warnings: { OLD: 1 } },
    ]);
  });

  test('has blank records in the part that they come behind', () => {
    const blank = { outcome: 'blank', texts: [] } as const;
    const parts = build([loaded('aaa\n'), blank, loaded('bbb\n'), blank, blank], 4);
    expect(parts).toMatchObject([
      { records: 2, blank: 1, firstLine: 50, lines: 2 },
      { records: 3, blank: 2, firstLine: 52, lines: 3 },
    ]);
  });

  test('is cut by bytes and not by characters', () => {
    expect(payloads(build(['台\n', '灣\n', '🧨\n'].map(loaded), 9))).toEqual(['台\n灣\n', '🧨\n']);
  });
});

test('a record that exceeds the limit by itself is not taken, and changes nothing', () => {
  const sections = new Sections(['plant']);
  const builder = new PartBuilder(sections, { maxBytes: 8, ...FIRST, endLine: 52 });
  write(sections, ['aaa\n', '']);
  expect(builder.add('loaded', [], 50)).toBe(true);
  write(sections, ['xxxxxxxx\n', '']);
  expect(builder.add('loaded', ['ODD'], 51)).toBe(false);
  write(sections, ['', 'bad\n']);
  expect(builder.add('failed', [], 51)).toBe(true);
  const parts = builder.finish();
  expect(payloads(parts)).toEqual(['aaa\nbad\n']);
  expect(parts).toMatchObject([{ records: 2, warnings: {} }]);
});

test('for records of any size nothing is lost, no part is too large, and no two neighbours fit one', () => {
  const texts = ['', 'a', '台灣', '🧨🧨', 'x'.repeat(30), '名'.repeat(12)];
  let seed = 7;
  const next = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  for (let round = 0; round < 300; round += 1) {
    const maxBytes = 40 + next(200);
    const records = Array.from({ length: 1 + next(80) }, () => {
      const text = `${texts[next(texts.length)] ?? ''}\n`;
      return next(5) === 0
        ? { outcome: 'failed' as const, texts: ['', text], lines: 1 + next(3) }
        : { outcome: 'loaded' as const, texts: [text, ''], lines: 1 + next(3) };
    });
    const parts = build(records, maxBytes);
    const sum = (pick: (part: CleanPart) => number) => parts.reduce((total, part) => total + pick(part), 0);
    const whole = records.flatMap((record) => record.texts).join('');
    expect(sum((part) => part.records)).toBe(records.length);
    expect(sum((part) => part.lines)).toBe(records.reduce((total, record) => total + record.lines, 0));
    expect(sum((part) => part.payload.length)).toBe(Buffer.byteLength(whole));
    expect(Math.max(...parts.map((part) => part.payload.length))).toBeLessThanOrEqual(maxBytes);
    parts.slice(1).forEach((part, index) => {
      const before = parts[index];
      expect(part.firstRecord).toBe((before?.firstRecord ?? 0) + (before?.records ?? 0));
      expect(part.firstLine).toBe((before?.firstLine ?? 0) + (before?.lines ?? 0));
      expect(part.payload.length + (before?.payload.length ?? 0)).toBeGreaterThan(maxBytes);
    });
    expect(build(records, maxBytes)).toEqual(parts);
  }
});
