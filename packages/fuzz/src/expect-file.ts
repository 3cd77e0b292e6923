import type { ExpectedIndustry, ExpectedRegistration } from './expect-record.ts';
import type { FuzzFile, PlacedRecord } from './fuzz-file.ts';

export interface ExpectedReject {
  readonly line: number;
  readonly type: string;
  /** Of a DUPLICATE the row as JSON would have it. */
  readonly raw: string | ExpectedRegistration;
}

/** What a whole job makes of a file. */
export interface ExpectedFile {
  /** By their number. */
  readonly registrations: ReadonlyMap<string, ExpectedRegistration>;
  /** Where the records of these numbers stand. */
  readonly lines: ReadonlyMap<string, number>;
  /** By number and order. */
  readonly industries: ReadonlyMap<string, ExpectedIndustry>;
  /** In the order of their lines. */
  readonly rejects: readonly ExpectedReject[];
  readonly counts: {
    readonly total: number;
    readonly processed: number;
    readonly failed: number;
    readonly duplicated: number;
    readonly blank: number;
  };
  /** Duplicates have had theirs before anybody could know. */
  readonly warnings: Readonly<Record<string, number>>;
}

export function expectFile({ records }: FuzzFile): ExpectedFile {
  const registrations = new Map<string, ExpectedRegistration>();
  const lines = new Map<string, number>();
  const industries = new Map<string, ExpectedIndustry>();
  const rejects: ExpectedReject[] = [];
  const warnings: Record<string, number> = {};
  let blank = 0;
  for (const record of records) {
    const { outcome, line } = record;
    if (outcome.kind === 'blank') blank += 1;
    else if (outcome.kind === 'rejected') rejects.push({ line, type: outcome.type, raw: keptRaw(record) });
    else {
      const { registration } = outcome;
      for (const code of outcome.warnings) warnings[code] = (warnings[code] ?? 0) + 1;
      if (registrations.has(registration.ban)) {
        rejects.push({ line, type: 'DUPLICATE', raw: registration });
        continue;
      }
      registrations.set(registration.ban, registration);
      lines.set(registration.ban, line);
      for (const industry of outcome.industries)
        industries.set(`${registration.ban}/${industry.order}`, industry);
    }
  }
  const duplicated = rejects.filter(({ type }) => type === 'DUPLICATE').length;
  const counts = {
    total: records.length,
    processed: registrations.size,
    failed: rejects.length - duplicated,
    duplicated,
    blank,
  };
  return { registrations, lines, industries, rejects, counts, warnings };
}

const MOST_RAW_BYTES = 16 * 1024;

/** Up to 16 KiB of a record are kept, in whole characters; what is cut off is said. */
export function keptRaw({ bytes, raw, start, end }: PlacedRecord): string {
  const whole = end - start;
  if (whole <= MOST_RAW_BYTES) return raw;
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const kept = decoder.decode(bytes.subarray(0, MOST_RAW_BYTES), { stream: true });
  return `${kept}… (${whole} bytes in all)`;
}
