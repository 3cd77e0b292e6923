import { FIELD } from './columns.ts';
import { createBans } from './sample-bans.ts';
import { type Defect, UNCLOSED_QUOTE } from './sample-defects.ts';
import type { Random } from '../sample-random.ts';
import { createRecords, type SampleRecord } from './sample-record.ts';
import { oddityAt, type Repetition } from './sample-schedule.ts';
import { countIndustries, createTally, type Tally } from './sample-tally.ts';

export interface SampleLines {
  /** The next record's text without its line end, which is LF; a CRLF's CR is part of the text. */
  next(): string;
  readonly tally: Tally;
}

/** Numbers from the start of the file, to be repeated far from where they stood. */
const FAR_BANS = 200;

export interface LineOptions {
  /** Each record is sound. */
  readonly clean: boolean;
  /** None makes a parser swallow the lines after it. */
  readonly balanced: boolean;
}

/** Makes `rows` records and counts what must become of them. */
export function createLines(random: Random, rows: number, { clean, balanced }: LineOptions): SampleLines {
  const tally = createTally();
  const nextRecord = createRecords(random, createBans(random));
  const farBans: string[] = [];
  let nearBan: string | undefined;
  let made = 0;
  let mustBeSound = false;

  function soundLine({ fields, ban, industries }: SampleRecord): string {
    tally.loaded(industries);
    if (!ban.checkDigitIsRight) tally.warned('BAN_CHECK_DIGIT');
    else {
      // Only numbers that give no warning are repeated: a warning would be counted for a record that is not loaded.
      nearBan = ban.ban;
      if (farBans.length < FAR_BANS) farBans.push(ban.ban);
    }
    return fields.join(',');
  }

  function repeatedLine(record: SampleRecord, repetition: Repetition): string {
    const ban = repetition === 'near duplicate' ? nearBan : random.pick(farBans);
    if (ban === undefined) return soundLine(record);
    tally.duplicated();
    record.fields[FIELD.ban] = ban;
    return record.fields.join(',');
  }

  function defectiveLine({ fields, ban }: SampleRecord, defect: Defect): string {
    const line = defect.spoil(fields, random) ?? fields.join(',');
    if (defect.outcome === 'blank') tally.blank();
    else if (defect.outcome !== 'loaded') tally.rejected(defect.outcome);
    else {
      tally.loaded(countIndustries(fields));
      if (!ban.checkDigitIsRight) tally.warned('BAN_CHECK_DIGIT');
      if (defect.warning !== undefined) tally.warned(defect.warning);
    }
    mustBeSound = defect.name === UNCLOSED_QUOTE;
    return line;
  }

  return {
    tally,
    next() {
      made += 1;
      // The last line has no line end, so that an empty one would not be there at all.
      const isLast = made === rows;
      const oddity = clean || mustBeSound || isLast ? undefined : oddityAt(made - 1, random);
      mustBeSound = false;
      const record = nextRecord();
      if (oddity === undefined) return soundLine(record);
      if (typeof oddity === 'string') return repeatedLine(record, oddity);
      return balanced && oddity.swallows ? soundLine(record) : defectiveLine(record, oddity);
    },
  };
}
